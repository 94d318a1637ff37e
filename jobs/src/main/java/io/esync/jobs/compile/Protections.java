package io.esync.jobs.compile;

import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.OutputSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.RouteSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.jobs.spec.TargetSpec;
import io.esync.operators.decode.EntityMapping;
import io.esync.operators.privacy.EntityProtection;
import io.esync.operators.privacy.HashKey;
import io.esync.operators.privacy.ProtectedField;
import io.esync.operators.privacy.Protection;
import io.esync.operators.privacy.ReportProtection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is given out instead of personal data, as the pipeline file says. */
final class Protections {
  private final PipelineSpec pipeline;
  private final HashKey key;

  Protections(PipelineSpec pipeline) {
    this.pipeline = pipeline;
    this.key =
        pipeline.privacy() == null ? null : HashKey.of(pipeline.privacy().hashKey().reveal());
  }

  /** By entity what {@code target} is given; only of entities of which something is kept back. */
  Map<String, EntityProtection> of(TargetSpec target) {
    Map<String, EntityProtection> protections = new LinkedHashMap<>();
    for (EntitySpec entity : pipeline.entities()) {
      PipelineSpec.route(entity, target)
          .map(route -> of(entity, target, route))
          .filter(EntityProtection::isNeeded)
          .ifPresent(protection -> protections.put(entity.name(), protection));
    }
    return protections;
  }

  /** What {@code target} is given of {@code entity}. */
  EntityProtection of(EntitySpec entity, TargetSpec target, RouteSpec route) {
    return of(entity, field -> route.pii().getOrDefault(field, target.pii()));
  }

  private EntityProtection of(EntitySpec entity, Function<String, Protection> protectionOf) {
    Map<String, ProtectedField> fields = new LinkedHashMap<>();
    entity
        .fields()
        .forEach(
            (name, field) -> {
              Protection protection = protectionOf.apply(name);
              if (field.pii() != null && protection != Protection.CLEAR) {
                fields.put(name, new ProtectedField(field.pii(), protection, key));
              }
            });
    return new EntityProtection(entity.name(), fields);
  }

  /** What {@code output} is given: dead letters, the audit or reviews. */
  ReportProtection of(OutputSpec output) {
    if (output.pii() == Protection.CLEAR) {
      return ReportProtection.NONE;
    }
    List<EntityProtection> entities = new ArrayList<>();
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (EntitySpec entity : pipeline.entities()) {
      EntityProtection protection = of(entity, field -> told(entity, field, output.pii()));
      if (protection.isNeeded()) {
        entities.add(protection);
        keys.put(entity.name(), entity.key());
      }
    }
    Map<String, List<EntityMapping>> mappings = new LinkedHashMap<>();
    for (SourceSpec source : pipeline.sources()) {
      mappings.put(source.id(), Mappings.of(pipeline, source));
    }
    return ReportProtection.of(entities, keys, mappings);
  }

  /** Keys stay apart from each other where that is possible. */
  private Protection told(EntitySpec entity, String field, Protection output) {
    return entity.key().contains(field) && key != null ? Protection.HASH : output;
  }
}

package io.esync.jobs.compile;

import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.FromSpec;
import io.esync.jobs.spec.MergeSpec.Deletes;
import io.esync.jobs.spec.MergeSpec.Strategy;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SoftSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.operators.decode.EntityMapping;
import io.esync.operators.decode.SourceTerm;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.privacy.EntityProtection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the pipeline file says of entities, in the terms of the operators and connectors. */
final class Mappings {
  private Mappings() {}

  /** How the entities that {@code source} feeds are made out of its records. */
  static List<EntityMapping> of(PipelineSpec pipeline, SourceSpec source) {
    List<EntityMapping> mappings = new ArrayList<>();
    for (EntitySpec entity : pipeline.entities()) {
      for (FromSpec from : entity.from()) {
        if (from.source().equals(source.id())) {
          mappings.add(mapping(pipeline, entity, from));
        }
      }
    }
    return mappings;
  }

  private static EntityMapping mapping(PipelineSpec pipeline, EntitySpec entity, FromSpec from) {
    Map<String, SourceTerm> terms = new LinkedHashMap<>();
    from.map().forEach((field, text) -> terms.put(field, SourceTerm.parse(text)));
    return new EntityMapping(
        entity.name(),
        from.stream(),
        entity.key(),
        Contracts.of(entity),
        terms,
        from.where(),
        from.timestamp() == null ? null : SourceTerm.parse(from.timestamp()),
        pipeline.schemaEvolution(entity),
        Merges.futureSkew(entity.merge()));
  }

  private static List<Field> fields(EntitySpec entity) {
    return entity.fields().entrySet().stream()
        .map(field -> new Field(field.getKey(), field.getValue().type()))
        .toList();
  }

  private static List<String> required(EntitySpec entity) {
    return entity.fields().entrySet().stream()
        .filter(field -> field.getValue().required())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The streams of {@code source} that entities read, with the source fields that make keys. */
  static SourceContext context(PipelineSpec pipeline, SourceSpec source, ConnectorCatalog catalog) {
    List<SourceContext.Stream> streams = new ArrayList<>();
    for (EntitySpec entity : pipeline.entities()) {
      for (FromSpec from : entity.from()) {
        if (from.source().equals(source.id())) {
          EntityMapping mapping = mapping(pipeline, entity, from);
          boolean merged = entity.merge().strategy() != Strategy.REPLICATE;
          streams.add(
              new SourceContext.Stream(
                  mapping.stream(),
                  DeleteFields.ofKey(mapping),
                  merged ? DeleteFields.ofWhere(mapping) : List.of()));
        }
      }
    }
    return new SourceContext(
        pipeline.id(),
        source.id(),
        streams,
        EchoTargets.markers(pipeline, source, catalog),
        source.schedule());
  }

  /** What a target is told of {@code entity}, which it is given as {@code protection} leaves it. */
  static Contract contract(PipelineSpec pipeline, EntitySpec entity, EntityProtection protection) {
    List<Field> fields = new ArrayList<>(fields(entity));
    fields.replaceAll(protection::field);
    if (entity.merge().deletes() == Deletes.SOFT && !fields.isEmpty()) {
      SoftSpec marks = entity.merge().softMarks();
      fields.add(new Field(marks.flag(), DataType.BOOLEAN));
      fields.add(new Field(marks.time(), DataType.TIMESTAMPTZ));
    }
    List<String> required = new ArrayList<>(required(entity));
    required.removeIf(protection::isRedacted);
    return new Contract(
        entity.name(), entity.key(), fields, required, pipeline.schemaEvolution(entity));
  }
}

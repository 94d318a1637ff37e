package io.esync.jobs.compile;

import static java.util.stream.Collectors.toSet;

import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.MergeSpec.Strategy;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.jobs.spec.TargetSpec;
import io.esync.operators.decode.EntityMapping;
import io.esync.operators.privacy.EntityProtection;
import io.esync.operators.replay.RecordParser;
import io.esync.operators.replay.ReplayRules;
import io.esync.operators.replay.ReplayRules.Disguise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the pipeline file says of replays, in the terms of the operators. */
public final class Replays {
  private Replays() {}

  /** Which dead letters {@code pipeline} takes once more. */
  public static ReplayRules rules(PipelineSpec pipeline, ConnectorCatalog catalog) {
    Map<String, Boolean> merged = new HashMap<>();
    for (EntitySpec entity : pipeline.entities()) {
      merged.put(entity.name(), entity.merge().strategy() != Strategy.REPLICATE);
    }
    Map<String, RecordParser> parsers = new HashMap<>();
    Map<String, List<EntityMapping>> replicated = new HashMap<>();
    for (SourceSpec source : pipeline.sources()) {
      BoundSource.of(pipeline, source, catalog)
          .parsing()
          .ifPresent(parser -> parsers.put(source.id(), parser));
      replicated.put(
          source.id(),
          Mappings.of(pipeline, source).stream().filter(way -> !merged.get(way.entity())).toList());
    }
    return new ReplayRules(parsers, replicated, merged, disguises(pipeline));
  }

  private static Map<String, Disguise> disguises(PipelineSpec pipeline) {
    Names names = new Names(pipeline.id());
    Protections protections = new Protections(pipeline);
    Map<String, Disguise> disguises = new HashMap<>();
    for (TargetSpec target : pipeline.targets()) {
      Map<String, EntityProtection> protecting = protections.of(target);
      Set<String> keys =
          pipeline.entities().stream()
              .filter(entity -> isKeyProtected(entity, protecting.get(entity.name())))
              .map(EntitySpec::name)
              .collect(toSet());
      disguises.put(names.target(target.id()), new Disguise(protecting.keySet(), keys));
    }
    return disguises;
  }

  private static boolean isKeyProtected(EntitySpec entity, EntityProtection protection) {
    return protection != null && entity.key().stream().anyMatch(protection.fields()::containsKey);
  }
}

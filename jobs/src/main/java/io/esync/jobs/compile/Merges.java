package io.esync.jobs.compile;

import io.esync.jobs.spec.EntityDefinition;
import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.FromSpec;
import io.esync.jobs.spec.MergeSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SoftSpec;
import io.esync.operators.decode.FutureSkew;
import io.esync.operators.merge.CandidateOrder;
import io.esync.operators.merge.Deletion;
import io.esync.operators.merge.Deletion.Marks;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.EntityPolicy.Grain;
import io.esync.operators.merge.MergePolicy;
import io.esync.operators.merge.Replicate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How the pipeline file wants entities merged, in the terms of the operators. */
public final class Merges {
  private Merges() {}

  /** How each entity is merged. */
  public static Map<String, EntityMerge> of(PipelineSpec pipeline) {
    Map<String, EntityMerge> merges = new LinkedHashMap<>();
    for (EntitySpec entity : pipeline.entities()) {
      merges.put(entity.name(), of(entity));
    }
    return merges;
  }

  /** How {@code entity} is merged. */
  public static EntityMerge of(EntitySpec entity) {
    return EntityMerge.of(
            policy(entity),
            entity.from().stream().map(FromSpec::source).distinct().toList(),
            micros(entity.merge().lateness()),
            micros(entity.merge().retention()))
        .definedBy(EntityDefinition.write(entity));
  }

  private static MergePolicy policy(EntitySpec entity) {
    MergeSpec merge = entity.merge();
    return switch (merge.strategy()) {
      case REPLICATE -> new Replicate();
      case LAST_WRITE_WINS ->
          EntityPolicy.lastWriteWins(merge.priority(), deletion(entity))
              .requiring(required(entity));
      case FIELD_LEVEL, MANUAL_REVIEW ->
          new EntityPolicy(
              merge.strategy().text(),
              Grain.FIELD,
              new CandidateOrder(merge.priority()),
              Rules.of(merge),
              deletion(entity),
              Reviews.of(entity),
              required(entity));
    };
  }

  /** The fields that not every source has, and the entity is not complete without. */
  private static List<String> required(EntitySpec entity) {
    return entity.fields().entrySet().stream()
        .filter(field -> field.getValue().required() && !entity.key().contains(field.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Deletion deletion(EntitySpec entity) {
    MergeSpec merge = entity.merge();
    Deletion.Revive revive =
        switch (merge.revive()) {
          case FULL_IMAGE -> Deletion.Revive.FULL_IMAGE;
          case ANY -> Deletion.Revive.ANY;
        };
    return switch (merge.deletes()) {
      case LATEST -> new Deletion(Deletion.Rule.LATEST, null, revive, null);
      case OWNER_ONLY -> new Deletion(Deletion.Rule.OWNER_ONLY, owner(entity), revive, null);
      case ANY_SOURCE -> new Deletion(Deletion.Rule.ANY_SOURCE, null, revive, null);
      case ALL_SOURCES -> new Deletion(Deletion.Rule.ALL_SOURCES, null, revive, null);
      case SOFT -> new Deletion(Deletion.Rule.SOFT, null, revive, marks(merge.softMarks()));
    };
  }

  private static String owner(EntitySpec entity) {
    String owner = entity.merge().owner();
    return owner == null ? entity.from().get(0).source() : owner;
  }

  private static Marks marks(SoftSpec soft) {
    return new Marks(soft.flag(), soft.time());
  }

  /** What becomes of changes of an entity that claim a time too far ahead. */
  static FutureSkew futureSkew(MergeSpec merge) {
    FutureSkew.Then then =
        switch (merge.onFutureSkew()) {
          case CLAMP -> FutureSkew.Then.CLAMP;
          case REJECT -> FutureSkew.Then.REJECT;
          case ACCEPT -> FutureSkew.Then.ACCEPT;
        };
    return new FutureSkew(micros(merge.maxFutureSkew()), then);
  }

  /** Microseconds, or null for null; the file's durations are bounded. */
  static Long micros(Duration duration) {
    return duration == null ? null : TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }
}

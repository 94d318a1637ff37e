package io.esync.jobs.compile;

import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.FromSpec;
import io.esync.jobs.spec.MergeSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.operators.merge.Deletion;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.MergePolicy;
import io.esync.operators.merge.Replicate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How the pipeline file wants entities merged, in the terms of the merge. */
final class Merges {
  private Merges() {}

  /** How each entity is merged. */
  static Map<String, EntityMerge> of(PipelineSpec pipeline) {
    Map<String, EntityMerge> merges = new LinkedHashMap<>();
    for (EntitySpec entity : pipeline.entities()) {
      merges.put(entity.name(), merge(entity));
    }
    return merges;
  }

  private static EntityMerge merge(EntitySpec entity) {
    MergePolicy policy = policy(entity.merge());
    List<String> sources = entity.from().stream().map(FromSpec::source).distinct().toList();
    return new EntityMerge(policy, policy.toString(), sources, TimeUnit.HOURS.toMicros(1), null);
  }

  private static MergePolicy policy(MergeSpec merge) {
    return switch (merge.strategy()) {
      case REPLICATE -> new Replicate();
      case LAST_WRITE_WINS -> EntityPolicy.lastWriteWins(merge.priority(), Deletion.LATEST);
    };
  }
}

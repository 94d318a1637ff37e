package io.esync.jobs.compile;

import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.FromSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.OptionDeclaration;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.ReviewPolicy;
import io.esync.operators.model.Field;
import io.esync.operators.review.DecidableEntity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people may decide in a pipeline.
 *
 * @param entities by name, all that keep what each source says
 * @param isStaffed whether reviews ever open; else there is neither a queue nor a control source
 */
public record ReviewDesk(Map<String, DecidableEntity> entities, boolean isStaffed) {
  public ReviewDesk {
    entities = Map.copyOf(entities);
  }

  /** The desk of a valid pipeline. */
  public static ReviewDesk of(PipelineSpec pipeline) {
    return of(pipeline, Merges.of(pipeline));
  }

  static ReviewDesk of(PipelineSpec pipeline, Map<String, EntityMerge> merges) {
    Map<String, DecidableEntity> entities = new LinkedHashMap<>();
    for (EntitySpec entity : pipeline.entities()) {
      if (merges.get(entity.name()).policy() instanceof EntityPolicy policy) {
        entities.put(entity.name(), decidable(entity, policy.review()));
      }
    }
    boolean staffed = entities.values().stream().anyMatch(entity -> !entity.pending().isEmpty());
    return new ReviewDesk(entities, staffed);
  }

  private static DecidableEntity decidable(EntitySpec entity, ReviewPolicy review) {
    List<Field> fields =
        entity.fields().entrySet().stream()
            .map(field -> new Field(field.getKey(), field.getValue().type()))
            .toList();
    return new DecidableEntity(
        entity.name(),
        entity.key(),
        fields,
        entity.from().stream().map(FromSpec::source).distinct().toList(),
        review == null ? "" : OptionDeclaration.textOf(review.pending()));
  }
}

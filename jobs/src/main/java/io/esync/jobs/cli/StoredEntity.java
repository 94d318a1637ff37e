package io.esync.jobs.cli;

import io.esync.jobs.compile.Merges;
import io.esync.jobs.explain.KeyArgument;
import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.model.NearestName;
import io.esync.operators.privacy.PiiKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An entity of a pipeline file that the job keeps state of. */
record StoredEntity(EntitySpec spec, EntityMerge merge) {

  /**
   * The entity that is meant.
   *
   * @param name null for the pipeline's only one
   */
  static StoredEntity of(PipelineSpec pipeline, String name) {
    List<String> names = pipeline.entities().stream().map(EntitySpec::name).toList();
    if (name == null && names.size() > 1) {
      throw new IllegalArgumentException(
          "say which entity with --entity: " + String.join(", ", names));
    }
    StoredEntity stored =
        pipeline.entities().stream()
            .filter(entity -> name == null || entity.name().equals(name))
            .findFirst()
            .map(entity -> new StoredEntity(entity, Merges.of(entity)))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "pipeline '"
                            + pipeline.id()
                            + "' has no entity '"
                            + name
                            + "'. "
                            + NearestName.hint(name, names)));
    if (!stored.isStored()) {
      throw new IllegalArgumentException(
          "entity '"
              + stored.spec.name()
              + "' is replicated: it is what its one source says, and no state is kept of it");
    }
    return stored;
  }

  /** All entities of {@code pipeline} that are stored. */
  static List<StoredEntity> all(PipelineSpec pipeline) {
    List<StoredEntity> stored =
        pipeline.entities().stream()
            .map(entity -> new StoredEntity(entity, Merges.of(entity)))
            .filter(StoredEntity::isStored)
            .toList();
    if (stored.isEmpty()) {
      throw new IllegalArgumentException(
          "pipeline '" + pipeline.id() + "' replicates all its entities: no state is kept of them");
    }
    return stored;
  }

  private boolean isStored() {
    return merge.policy() instanceof EntityPolicy;
  }

  EntityPolicy policy() {
    return (EntityPolicy) merge.policy();
  }

  /** By name the fields that are marked as personal data, and what they hold. */
  Map<String, PiiKind> personal() {
    Map<String, PiiKind> personal = new HashMap<>();
    spec.fields()
        .forEach(
            (name, field) -> {
              if (field.pii() != null) {
                personal.put(name, field.pii());
              }
            });
    return personal;
  }

  KeyArgument key() {
    return new KeyArgument(
        spec.name(),
        spec.key().stream()
            .map(
                field ->
                    new KeyArgument.KeyField(
                        field,
                        spec.fields().containsKey(field) ? spec.fields().get(field).type() : null))
            .toList());
  }
}

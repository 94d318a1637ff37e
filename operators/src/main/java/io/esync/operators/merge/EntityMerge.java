package io.esync.operators.merge;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * How one entity is merged, and how long what it no longer has is remembered.
 *
 * @param policy how rivals are resolved
 * @param description all of the policy that can change a result as text, for telling whether it is
 *     another than before; the same in every process
 * @param sources ids of the sources that speak of the entity
 * @param lateness microseconds: by how much a change may be older than what its source has reached
 * @param retention microseconds: what lies further behind the source that has come furthest is
 *     forgotten even if another has not come so far; null to wait for all sources
 * @param definition all that the policy was made of, for reading it again; empty where nobody will
 */
public record EntityMerge(
    MergePolicy policy,
    String description,
    List<String> sources,
    long lateness,
    Long retention,
    String definition)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public EntityMerge {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(description, "description");
    sources = List.copyOf(sources);
    Objects.requireNonNull(definition, "definition");
  }

  /** A merge that nobody will read again. */
  public EntityMerge(
      MergePolicy policy, String description, List<String> sources, long lateness, Long retention) {
    this(policy, description, sources, lateness, retention, "");
  }

  /** The same, with what it was made of. */
  public EntityMerge definedBy(String text) {
    return new EntityMerge(policy, description, sources, lateness, retention, text);
  }

  /** The merge by {@code policy}, which is described in full. */
  public static EntityMerge of(
      MergePolicy policy, List<String> sources, long lateness, Long retention) {
    return new EntityMerge(policy, PolicyText.of(policy, sources), sources, lateness, retention);
  }
}

package io.esync.operators.merge;

import io.esync.operators.merge.Deletion.Revive;
import io.esync.operators.merge.Deletion.Rule;
import io.esync.operators.model.Origin;
import java.util.List;

/** Policies as tests need them. */
public final class Policies {
  /** A delete competes by its time, and any later upsert revives. */
  public static final Deletion REVIVED_BY_ANY = new Deletion(Rule.LATEST, null, Revive.ANY, null);

  private Policies() {}

  public static EntityPolicy lastWriteWins(String... priority) {
    return EntityPolicy.lastWriteWins(List.of(priority), REVIVED_BY_ANY);
  }

  /** What {@code policy} makes of {@code state} when nobody knows how far sources have come. */
  public static Resolution resolve(EntityPolicy policy, EntityState state) {
    return policy.resolve(state, Origin.UNKNOWN_TIME);
  }

  /** The merge by {@code policy} of sources that never tell how far they have come. */
  public static EntityMerge merge(MergePolicy policy) {
    return new EntityMerge(policy, policy.toString(), List.of("crm", "erp"), 0, null);
  }
}

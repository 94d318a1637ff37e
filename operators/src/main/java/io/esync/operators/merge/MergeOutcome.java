package io.esync.operators.merge;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.Arrays;

/**
 * What a change did to an entity.
 *
 * @param state the state afterwards
 * @param stateChanged whether the change said anything new
 * @param emission the change of the merged entity, in full and without absent fields, or null where
 *     it looks as before
 * @param resolution how the entity looks now and why
 */
public record MergeOutcome(
    EntityState state, boolean stateChanged, ChangeRecord emission, Resolution resolution) {
  /** Joins {@code change} into {@code before} and resolves the state on both sides of it. */
  @SuppressWarnings("ReferenceEquality") // join returns the same object where nothing is new
  public static MergeOutcome of(EntityState before, ChangeRecord change, LastWriteWins policy) {
    EntityState after = before.join(change);
    Resolution resolution = policy.resolve(after);
    if (after == before) {
      return new MergeOutcome(after, false, null, resolution);
    }
    Resolution earlier = policy.resolve(before);
    ChangeRecord emission =
        resolution.sameResult(earlier) ? null : emission(change, earlier.row(), resolution.row());
    return new MergeOutcome(after, true, emission, resolution);
  }

  /** How the entity looks after {@code change}, whether or not that differs from before. */
  public ChangeRecord current(ChangeRecord change) {
    return emission(change, null, resolution.row());
  }

  private static ChangeRecord emission(ChangeRecord change, Row earlier, Row row) {
    return row == null
        ? new ChangeRecord(change.key(), ChangeOp.DELETE, change.row().keyRow(), change.origin())
        : new ChangeRecord(change.key(), ChangeOp.UPSERT, whole(row, earlier), change.origin());
  }

  /**
   * {@code row} as all there is of the entity: a field that no source carries, or none carries any
   * more, is NULL. Were it absent, a target would keep what it happens to have from before.
   */
  private static Row whole(Row row, Row earlier) {
    RowSchema schema =
        earlier == null ? row.schema() : SchemaUnion.append(row.schema(), earlier.schema());
    Object[] values = null;
    for (int i = 0; i < schema.size(); i++) {
      if (i >= row.schema().size() || row.isAbsent(i)) {
        values = values == null ? Arrays.copyOf(row.toArray(), schema.size()) : values;
        values[i] = null;
      }
    }
    return values == null ? row : Row.of(schema, values);
  }
}

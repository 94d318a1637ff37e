package io.esync.operators.merge;

import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.Values;
import java.util.List;

/**
 * What an entity looks like, and how that came to be.
 *
 * @param row the merged row, or null where the entity does not exist
 * @param candidates the rivals, the winner first; empty where no source ever spoke
 * @param decidedBy the rule that set the winner apart
 */
public record Resolution(Row row, List<Candidate> candidates, String decidedBy) {
  public Resolution {
    candidates = List.copyOf(candidates);
  }

  /**
   * Whether the result is the same, however it came to be and in whatever order the fields are. A
   * field that no source carries is as good as NULL.
   */
  public boolean sameResult(Resolution other) {
    if (row == null || other.row == null) {
      return row == null && other.row == null;
    }
    return row.equals(other.row) || (covers(row, other.row) && covers(other.row, row));
  }

  private static boolean covers(Row wide, Row narrow) {
    for (int i = 0; i < narrow.schema().size(); i++) {
      Object other = wide.get(narrow.schema().field(i).name());
      if (!Values.equal(orNull(narrow.get(i)), orNull(other))) {
        return false;
      }
    }
    return true;
  }

  private static Object orNull(Object value) {
    return value == Row.ABSENT ? null : value;
  }

  /** Whether the candidates disagree: one deletes what another has, or a shared field differs. */
  public boolean isContested() {
    for (int i = 1; i < candidates.size(); i++) {
      if (disagree(candidates.get(0), candidates.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean disagree(Candidate winner, Candidate other) {
    if (winner.isDelete() || other.isDelete()) {
      return winner.isDelete() != other.isDelete();
    }
    RowSchema schema = winner.row().schema();
    for (int i = 0; i < schema.size(); i++) {
      Object left = winner.row().get(i);
      Object right =
          schema.equals(other.row().schema())
              ? other.row().get(i)
              : other.row().get(schema.field(i).name());
      if (left != Row.ABSENT && right != Row.ABSENT && !Values.equal(left, right)) {
        return true;
      }
    }
    return false;
  }
}

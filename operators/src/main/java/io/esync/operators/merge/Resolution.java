package io.esync.operators.merge;

import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.Values;
import java.util.List;

/**
 * What an entity looks like, and how that came to be.
 *
 * @param row the merged row, or null where the entity does not exist or is not complete. A field
 *     that a review holds back is absent
 * @param held whether a review holds the whole row back
 * @param candidates what each source claims, the strongest first; empty where no source ever spoke
 * @param decidedBy the rule that set the strongest claim apart
 * @param fields how each field came to be, in the order of the row; empty where the row is decided
 *     as a whole
 * @param reviews of the fields that people are or were asked about
 * @param lacking the required fields for whose values the entity waits
 */
public record Resolution(
    Row row,
    boolean held,
    List<Candidate> candidates,
    String decidedBy,
    List<FieldResolution> fields,
    List<FieldReview> reviews,
    List<String> lacking) {
  public Resolution {
    candidates = List.copyOf(candidates);
    fields = List.copyOf(fields);
    reviews = List.copyOf(reviews);
    lacking = List.copyOf(lacking);
  }

  /** A resolution that lacks nothing. */
  Resolution(
      Row row,
      boolean held,
      List<Candidate> candidates,
      String decidedBy,
      List<FieldResolution> fields,
      List<FieldReview> reviews) {
    this(row, held, candidates, decidedBy, fields, reviews, List.of());
  }

  /** The same without a row, for the lack of values. */
  Resolution without(List<String> values) {
    return new Resolution(null, false, candidates, decidedBy, fields, reviews, values);
  }

  /** How field {@code name} came to be, or null. */
  FieldResolution field(String name) {
    for (FieldResolution field : fields) {
      if (field.field().equals(name)) {
        return field;
      }
    }
    return null;
  }

  /** Whether the entity waits for values that it cannot be without. */
  public boolean isIncomplete() {
    return !lacking.isEmpty();
  }

  /**
   * Whether any two candidates disagree: one deletes what another has, or a shared field differs.
   */
  public boolean isContested() {
    for (int i = 1; i < candidates.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (disagree(candidates.get(j), candidates.get(i))) {
          return true;
        }
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

package io.esync.operators.merge;

import java.io.Serializable;
import java.util.Objects;
import java.util.Set;

/**
 * What people are asked about, and what is shown meanwhile.
 *
 * @param fields by name; none of them is part of the key
 * @param when the condition under which a review opens, and without which it closes
 * @param expiresAfter microseconds after the latest candidate's time; when all sources have come
 *     that far, the fallback decides. Null where a review stays open until it is decided
 * @param fallback the rule of a field whose review has expired
 */
public record ReviewPolicy(
    Set<String> fields,
    ReviewCondition when,
    Pending pending,
    Long expiresAfter,
    FieldRule fallback)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public ReviewPolicy {
    fields = Set.copyOf(fields);
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(pending, "pending");
    Objects.requireNonNull(fallback, "fallback");
  }

  boolean covers(String field) {
    return fields.contains(field);
  }

  /** What is shown while a review is open. */
  public enum Pending {
    /** The field is not written: targets keep what they have of it. */
    HOLD_FIELD,
    /** Nothing of the row is written, a delete excepted: targets keep what they have. */
    HOLD_ROW,
    /** What the field's rule says. */
    PROVISIONAL
  }
}

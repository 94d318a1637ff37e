package io.esync.operators.merge;

import io.esync.operators.model.DataType;
import java.util.Comparator;
import java.util.Objects;

/**
 * What a reviewer decided about one field of one entity. Of two decisions the later holds, at equal
 * times the one of the greater id.
 *
 * @param id names the decision; the same id is the same decision
 * @param source for {@link Action#PICK} the source whose candidate is taken, else null
 * @param type of {@code value}, or null where there is none
 * @param value for {@link Action#SET} and {@link Action#PIN} the field's value, which may be NULL
 * @param basis what the reviewer had seen
 * @param reviewer who decided
 * @param reason why, for the audit
 * @param decidedAt microseconds since the epoch
 */
public record Decision(
    String id,
    String field,
    Action action,
    String source,
    DataType type,
    Object value,
    Basis basis,
    String reviewer,
    String reason,
    long decidedAt)
    implements Comparable<Decision> {
  private static final Comparator<Decision> ORDER =
      Comparator.comparingLong(Decision::decidedAt).thenComparing(Decision::id);

  public Decision {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(reviewer, "reviewer");
    Objects.requireNonNull(reason, "reason");
    if ((action == Action.PICK) != (source != null)) {
      throw new IllegalArgumentException("exactly PICK names a source");
    }
    if ((action == Action.SET || action == Action.PIN) != (type != null)) {
      throw new IllegalArgumentException("exactly SET and PIN have a value");
    }
  }

  /** Whether it holds whatever sources say afterwards. */
  public boolean isSticky() {
    return action == Action.PIN;
  }

  @Override
  public int compareTo(Decision other) {
    return ORDER.compare(this, other);
  }

  /** What to do with the field. */
  public enum Action {
    /** Take the candidate of a source until a newer one passes the basis. */
    PICK(1),
    /** Take a value until a newer candidate passes the basis. */
    SET(2),
    /** Keep a value until it is unpinned. */
    PIN(3),
    /** Take back a PIN: the field is as its sources and its rule say. */
    UNPIN(4),
    /** Let the rule decide until a newer candidate passes the basis. */
    IGNORE(5);

    private final int code;

    Action(int code) {
      this.code = code;
    }

    /** The number that stands for this action in state; never reused. */
    public int code() {
      return code;
    }

    /** The action of a {@link #code()}; throws {@link IllegalArgumentException} for others. */
    public static Action ofCode(int code) {
      for (Action action : values()) {
        if (action.code == code) {
          return action;
        }
      }
      throw new IllegalArgumentException("unknown action code " + code);
    }
  }
}

package io.esync.operators.decode;

import io.esync.operators.model.ErrorCode;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** What a contract asks of the values of a field, beside their type. */
public sealed interface ValueCheck extends Serializable {
  /** Whether a value of the field's type, which is not NULL, is as the contract asks. */
  boolean holds(Object value);

  /** The code of a violation. */
  ErrorCode code();

  /** What is asked, e.g. {@code at least 0}. */
  String expected();

  /** A text matches as a whole. One that takes too many steps to match counts as no match. */
  final class Matches implements ValueCheck {
    private static final long serialVersionUID = 1L;

    private final String regex;
    private transient Pattern compiled;

    /** The syntax of {@link Pattern}, which is not checked yet. */
    public Matches(String regex) {
      this.regex = Objects.requireNonNull(regex, "regex");
    }

    @Override
    public boolean holds(Object value) {
      if (compiled == null) {
        compiled = Pattern.compile(regex);
      }
      return BoundedText.matches(compiled, (String) value);
    }

    @Override
    public ErrorCode code() {
      return ErrorCode.PATTERN_MISMATCH;
    }

    @Override
    public String expected() {
      return "text that matches " + regex;
    }
  }

  /**
   * A value is within bounds, both of which belong to the range.
   *
   * @param least a value of the field's type, or null
   * @param most a value of the field's type, or null
   */
  record Within(Object least, Object most) implements ValueCheck {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean holds(Object value) {
      boolean ordered = !(value instanceof Double d && d.isNaN());
      ordered &= !(value instanceof Float f && f.isNaN());
      return ordered
          && (least == null || compare(value, least) >= 0)
          && (most == null || compare(value, most) <= 0);
    }

    @Override
    public ErrorCode code() {
      return ErrorCode.OUT_OF_RANGE;
    }

    @Override
    public String expected() {
      if (least == null || most == null) {
        return least == null ? "at most " + most : "at least " + least;
      }
      return "from " + least + " to " + most;
    }
  }

  /**
   * A value is one of a list.
   *
   * @param values of the field's type
   */
  record OneOf(List<Object> values) implements ValueCheck {
    private static final long serialVersionUID = 1L;

    public OneOf {
      values = List.copyOf(values);
    }

    @Override
    public boolean holds(Object value) {
      for (Object one : values) {
        if (compare(value, one) == 0) {
          return true;
        }
      }
      return false;
    }

    @Override
    public ErrorCode code() {
      return ErrorCode.VALUE_NOT_LISTED;
    }

    @Override
    public String expected() {
      return "one of " + values;
    }
  }

  /** The order of two values of one type that has an order. */
  @SuppressWarnings("unchecked") // values of one type are of one class
  private static int compare(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }
}

package io.esync.operators.decode;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;

/** The {@code where} of a mapping applied to one source schema. */
final class RowFilter {
  private final ComputedValue condition;

  private RowFilter(ComputedValue condition) {
    this.condition = condition;
  }

  /**
   * Fits {@code where} to rows of {@code source}.
   *
   * @throws DecodeException if it does not fit
   */
  static RowFilter compile(String where, RowSchema source) throws DecodeException {
    return new RowFilter(ComputedValue.compile("where", where, source, DataType.BOOLEAN));
  }

  /** Whether the condition is true of {@code row}, where NULL is not true. */
  Verdict judge(Row row, Origin origin) throws DecodeException {
    Object result = condition.of(row, origin);
    if (result == Row.ABSENT) {
      return Verdict.UNKNOWN;
    }
    return Boolean.TRUE.equals(result) ? Verdict.IN : Verdict.OUT;
  }

  /** Whether a row is part of the entity. */
  enum Verdict {
    IN,
    OUT,
    /** The row does not carry all that the condition reads. */
    UNKNOWN
  }
}

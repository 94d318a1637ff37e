package io.esync.operators.decode;

import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;

/** Reads what a {@link SourceTerm} means out of rows of one schema. */
sealed interface FieldReader {
  /** The type of what is read. */
  DataType type();

  /** The value: possibly null or {@link Row#ABSENT}. */
  Object read(Row row, Origin origin) throws DecodeException;

  /**
   * The reader of {@code term} for rows of {@code source}.
   *
   * @param what it is for, for messages, e.g. {@code field 'email'}
   * @throws DecodeException if the rows have no such field, or the expression does not fit them
   */
  static FieldReader of(String what, SourceTerm term, RowSchema source) throws DecodeException {
    if (term instanceof SourceTerm.Expression expression) {
      return new Computed(ComputedValue.compile(what, expression.sql(), source, null));
    }
    String name = ((SourceTerm.Column) term).name();
    SourceFields fields = SourceFields.of(source);
    int position = fields.indexOf(name);
    if (position < 0) {
      throw new DecodeException(
          ErrorCode.MISSING_FIELD,
          what
              + " is made of '"
              + name
              + "', which the record does not have; "
              + fields.hint(name));
    }
    DataType type = fields.fields().get(position).type();
    return position < source.size()
        ? new Taken(type, position)
        : new Circumstance(type, fields, position);
  }

  /** A field of the row. */
  record Taken(DataType type, int position) implements FieldReader {
    @Override
    public Object read(Row row, Origin origin) {
      return row.get(position);
    }
  }

  /** What is known of the record beside its row. */
  record Circumstance(DataType type, SourceFields fields, int position) implements FieldReader {
    @Override
    public Object read(Row row, Origin origin) {
      return fields.value(position, row, origin);
    }
  }

  /** An expression. */
  record Computed(ComputedValue value) implements FieldReader {
    @Override
    public DataType type() {
      return value.type();
    }

    @Override
    public Object read(Row row, Origin origin) throws DecodeException {
      return value.of(row, origin);
    }
  }
}

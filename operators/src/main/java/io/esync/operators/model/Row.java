package io.esync.operators.model;

import java.util.Arrays;

/**
 * Values after a {@link RowSchema}, by position. A value is of the class that {@link DataType}
 * names, {@code null} for SQL's NULL, or {@link #ABSENT} where the change did not carry the field
 * at all.
 *
 * <p>Rows are values: neither the array nor what it holds is changed after construction.
 */
public final class Row {
  /** Stands for a field that a change does not carry; it is not NULL and is never written. */
  public static final Object ABSENT = Absent.INSTANCE;

  private final RowSchema schema;
  private final Object[] values;

  private Row(RowSchema schema, Object[] values) {
    if (schema.size() != values.length) {
      throw new IllegalArgumentException(
          "a row of " + schema.size() + " fields got " + values.length + " values");
    }
    this.schema = schema;
    this.values = values;
  }

  /** A row over {@code values}, which it takes over: the caller keeps no reference to it. */
  public static Row of(RowSchema schema, Object... values) {
    return new Row(schema, values);
  }

  public RowSchema schema() {
    return schema;
  }

  /** The value at {@code index}: possibly {@code null} or {@link #ABSENT}. */
  public Object get(int index) {
    return values[index];
  }

  /** The value of field {@code name}, {@link #ABSENT} where the schema has no such field. */
  public Object get(String name) {
    int index = schema.indexOf(name);
    return index < 0 ? ABSENT : values[index];
  }

  public boolean isAbsent(int index) {
    return values[index] == ABSENT;
  }

  /** A copy of the values. */
  public Object[] toArray() {
    return values.clone();
  }

  /** The row of the key fields alone; its schema is {@link RowSchema#keySchema()}. */
  public Row keyRow() {
    RowSchema keySchema = schema.keySchema();
    if (keySchema.equals(schema)) {
      return this;
    }
    return new Row(keySchema, keyValues());
  }

  /** The values of the key fields, in the order of the key. */
  public Object[] keyValues() {
    Object[] keyValues = new Object[schema.keySize()];
    for (int i = 0; i < keyValues.length; i++) {
      keyValues[i] = values[schema.keyIndex(i)];
    }
    return keyValues;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row row && schema.equals(row.schema) && sameValues(row);
  }

  /** Whether all values are equal to those of a row of the same schema, by {@link Values#equal}. */
  public boolean sameValues(Row other) {
    for (int i = 0; i < values.length; i++) {
      if (!Values.equal(values[i], other.values[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return schema.hashCode() * 31 + Values.hash(Arrays.asList(values));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < values.length; i++) {
      if (values[i] != ABSENT) {
        text.append(text.length() > 1 ? ", " : "").append(schema.field(i).name()).append('=');
        text.append(Values.describe(values[i]));
      }
    }
    return text.append('}').toString();
  }

  private enum Absent {
    INSTANCE;

    @Override
    public String toString() {
      return "ABSENT";
    }
  }
}

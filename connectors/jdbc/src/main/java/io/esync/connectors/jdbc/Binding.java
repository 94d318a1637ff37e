package io.esync.connectors.jdbc;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;

/** A field of a row, its place there, and the column that takes it. */
record Binding(int index, Field field, Column column) {
  String name() {
    return field.name();
  }

  DataType type() {
    return field.type();
  }
}

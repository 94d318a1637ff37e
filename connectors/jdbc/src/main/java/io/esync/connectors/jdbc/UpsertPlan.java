package io.esync.connectors.jdbc;

import java.util.List;
import java.util.Optional;

/**
 * How rows of one schema that carry the same fields are written.
 *
 * @param columns the fields to write, key fields included
 * @param key the columns that identify a row, in the order of the key
 * @param updateFirst whether rows that exist are updated before others are inserted. So it must be
 *     where a row to insert would be refused though the row it belongs to exists: it lacks a column
 *     that the table demands
 * @param version the column that guards newer rows, where the rows carry it
 */
record UpsertPlan(
    TableName table,
    List<Binding> columns,
    List<String> key,
    boolean updateFirst,
    Optional<Binding> version) {
  /** The columns that are not key. */
  List<Binding> rest() {
    return columns.stream().filter(binding -> !isKey(binding)).toList();
  }

  /** The key columns, in the order of the key. */
  List<Binding> keys() {
    return key.stream()
        .map(name -> columns.stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow())
        .toList();
  }

  private boolean isKey(Binding binding) {
    return key.contains(binding.name());
  }
}

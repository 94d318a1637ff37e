package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import io.esync.operators.model.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statements that make tables and columns. */
final class TableDdl {
  private TableDdl() {}

  /** Creates the table with its primary key; required fields and the key's are NOT NULL. */
  static String create(Dialect dialect, TableName table, Layout layout) {
    List<String> lines = new ArrayList<>();
    for (Field field : layout.fields()) {
      boolean key = layout.key().contains(field.name());
      boolean demanded = key || layout.required().contains(field.name());
      lines.add(column(dialect, field, key) + (demanded ? " NOT NULL" : ""));
    }
    String key = layout.key().stream().map(dialect::quote).collect(Collectors.joining(", "));
    lines.add("PRIMARY KEY (" + key + ")");
    return "CREATE TABLE " + dialect.quote(table) + " (" + String.join(", ", lines) + ")";
  }

  /** Adds a column that takes NULL: rows that are there have no value for it. */
  static String addColumn(Dialect dialect, TableName table, Field field) {
    return "ALTER TABLE " + dialect.quote(table) + " ADD COLUMN " + column(dialect, field, false);
  }

  private static String column(Dialect dialect, Field field, boolean key) {
    return dialect.quote(field.name()) + " " + dialect.columnType(field.type(), key);
  }

  /** Why a table of that name and layout cannot be made; empty if it can. */
  static List<CheckFailure> problems(Dialect dialect, TableName table, Layout layout) {
    List<CheckFailure> failures = new ArrayList<>(nameProblems(dialect, table));
    for (Field field : layout.fields()) {
      unfit(dialect, "field", field.name()).ifPresent(failures::add);
    }
    if (layout.key().isEmpty()) {
      failures.add(
          new CheckFailure(
              "table '" + table + "' cannot be created: the entity has no key",
              "declare 'key' in the entity"));
    }
    for (String name : layout.key()) {
      if (layout.fields().stream().noneMatch(field -> field.name().equals(name))) {
        failures.add(
            new CheckFailure(
                "table '%s' cannot be created: key field '%s' is not among the fields"
                    .formatted(table, name),
                "declare the field in the entity"));
      }
    }
    return failures;
  }

  /** Why the table's name is none; empty if it is one. */
  static List<CheckFailure> nameProblems(Dialect dialect, TableName table) {
    List<CheckFailure> failures = new ArrayList<>();
    unfit(dialect, "table", table.table()).ifPresent(failures::add);
    if (table.schema() != null) {
      unfit(dialect, "schema", table.schema()).ifPresent(failures::add);
    }
    return failures;
  }

  private static Optional<CheckFailure> unfit(Dialect dialect, String what, String name) {
    return dialect
        .unfitName(name)
        .map(
            why -> new CheckFailure(what + " name '" + name + "' " + why, "choose a shorter name"));
  }
}

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statements that write each form of an entity's rows, made once per form. */
final class EntityStatements {
  private static final String UNKNOWN_COLUMN = "42703";

  private final EntityTable table;
  private final Map<Form, RowStatement> upserts = new HashMap<>();
  private final Map<RowSchema, RowStatement> deletes = new HashMap<>();

  /** What rows that one statement can write have in common: schema and the fields they lack. */
  private record Form(RowSchema schema, BitSet absent) {
    static Form of(Row row) {
      BitSet absent = new BitSet();
      for (int i = 0; i < row.schema().size(); i++) {
        if (row.isAbsent(i)) {
          absent.set(i);
        }
      }
      return new Form(row.schema(), absent);
    }
  }

  EntityStatements(EntityTable table) {
    this.table = table;
  }

  /**
   * Looks at the table again, and widens it for {@code row} where it may; if it is not what it was,
   * makes all statements anew.
   */
  boolean reload(Connection connection, Row row) throws SQLException {
    boolean changed = table.reload(connection);
    if (table.widen(connection, row) || changed) {
      changed = true;
      upserts.clear();
      deletes.clear();
    }
    return changed;
  }

  /** The statement that upserts {@code row} and others of its form. */
  RowStatement upsert(Connection connection, Row row) throws SQLException, TargetException {
    Form form = Form.of(row);
    RowStatement statement = upserts.get(form);
    if (statement == null) {
      statement = table.dialect().upsert(plan(connection, form));
      upserts.put(form, statement);
    }
    return statement;
  }

  /** The statement that deletes {@code row}; empty where there is no table to delete from. */
  Optional<RowStatement> delete(Row row) throws TargetException {
    RowStatement statement = deletes.get(row.schema());
    if (statement == null && table.exists()) {
      statement = table.dialect().delete(deletePlan(row.schema()));
      deletes.put(row.schema(), statement);
    }
    return Optional.ofNullable(statement);
  }

  private UpsertPlan plan(Connection connection, Form form) throws SQLException, TargetException {
    EntityRoute route = table.route();
    RowSchema schema = form.schema();
    Layout layout = route.layoutOf(schema);
    TableShape shape = table.require(connection, layout);
    List<Binding> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Column column = shape.column(schema.field(i).name());
      if (column != null && !form.absent().get(i)) {
        columns.add(new Binding(i, schema.field(i), column));
      } else if (column == null && route.evolution() == SchemaEvolution.FAIL) {
        refuseUnknown(schema.field(i).name(), form.absent().get(i));
      }
    }
    return new UpsertPlan(
        route.table(),
        columns,
        layout.key(),
        lacksDemanded(shape, columns)
            || (table.dialect().anyKeyConflicts() && shape.keys().size() > 1),
        columns.stream().filter(b -> b.name().equals(route.version())).findFirst());
  }

  private void refuseUnknown(String field, boolean absent) throws TargetException {
    if (!absent) {
      throw new TargetException(
          Kind.REFUSED,
          "table '%s' has no column '%s', and schema_evolution is 'fail'"
              .formatted(table.route().table(), field),
          UNKNOWN_COLUMN,
          null);
    }
  }

  private static boolean lacksDemanded(TableShape shape, List<Binding> columns) {
    Set<String> carried = new HashSet<>();
    columns.forEach(binding -> carried.add(binding.column().name()));
    return shape.columns().values().stream()
        .anyMatch(column -> !column.optional() && !carried.contains(column.name()));
  }

  private UpsertPlan deletePlan(RowSchema schema) throws TargetException {
    EntityRoute route = table.route();
    Layout layout = route.layoutOf(schema);
    TableShape shape = table.requireKey(layout.key());
    List<Binding> columns = new ArrayList<>();
    for (String name : layout.key()) {
      int index = schema.indexOf(name);
      columns.add(new Binding(index, schema.field(index), shape.column(name)));
    }
    return new UpsertPlan(route.table(), columns, layout.key(), false, Optional.empty());
  }
}

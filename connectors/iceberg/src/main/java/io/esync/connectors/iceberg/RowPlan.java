package io.esync.connectors.iceberg;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.types.Types.NestedField;

/**
 * How rows of one schema become rows of their table, whose schema has the table's columns.
 *
 * @param rows the schema of the table's rows
 * @param columns where their values come from
 * @param refusal why the table takes no such row; null where it does
 */
record RowPlan(TableRoute route, RowSchema rows, List<Column> columns, String refusal) {
  /**
   * A column of the table.
   *
   * @param from the position of the row's field; -1 where the row has none
   * @param required whether it takes no NULL
   */
  private record Column(Field field, int from, boolean required) {}

  private static final int ADDED = -2;

  /** The plan for whole rows; extends the table where that is asked for. */
  static RowPlan ofRows(TargetTable table, RowSchema row) {
    table.prepareFor(table.route().columns(row.fields()));
    return of(table, row, table.schema().columns());
  }

  /** The plan for rows of which the key alone is written. */
  static RowPlan ofKeys(TargetTable table, RowSchema row) {
    Set<String> key = Set.copyOf(table.route().keyOf(row));
    return of(
        table,
        row,
        table.schema().columns().stream().filter(column -> key.contains(column.name())).toList());
  }

  private static RowPlan of(TargetTable table, RowSchema row, List<NestedField> columns) {
    TableRoute route = table.route();
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < row.size(); i++) {
      positions.put(ChangeColumns.columnName(route.mode(), row.field(i)), i);
    }
    if (route.mode() == IcebergConfig.Mode.APPEND) {
      ChangeColumns.ADDED.forEach(field -> positions.put(field.name(), ADDED));
    }
    List<Column> taken = new ArrayList<>();
    for (NestedField column : columns) {
      ColumnTypes.valueType(column.type())
          .ifPresent(
              type ->
                  taken.add(
                      new Column(
                          new Field(column.name(), type),
                          positions.getOrDefault(column.name(), -1),
                          column.isRequired())));
    }
    List<String> key = route.upserts() ? route.keyOf(row) : List.of();
    RowSchema rows = RowSchema.of(taken.stream().map(Column::field).toList(), key);
    return new RowPlan(route, rows, taken, refusal(table, row).orElse(null));
  }

  private static Optional<String> refusal(TargetTable table, RowSchema row) {
    for (Field field : table.route().columns(row.fields())) {
      NestedField column = table.schema().findField(field.name());
      if (column == null) {
        if (table.route().evolution() == SchemaEvolution.FAIL) {
          return Optional.of(
              "it has no column for the field '%s' (%s), and schema_evolution is 'fail'"
                  .formatted(field.name(), field.type()));
        }
      } else if (!ColumnTypes.holds(column.type(), field.type())) {
        return Optional.of(
            "its column '%s' is %s, and the field is %s"
                .formatted(column.name(), column.type(), field.type()));
      }
    }
    return Optional.empty();
  }

  /**
   * The row as the table takes it.
   *
   * @throws UnrepresentableValue that names the column, if it cannot
   */
  Row apply(ChangeRecord change) throws UnrepresentableValue {
    if (refusal != null) {
      throw new UnrepresentableValue(refusal);
    }
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      Column column = columns.get(i);
      values[i] = value(change, column);
      if (values[i] == null && column.required()) {
        throw new UnrepresentableValue("its column '" + column.field().name() + "' takes no NULL");
      }
    }
    return Row.of(rows, values);
  }

  private Object value(ChangeRecord change, Column to) throws UnrepresentableValue {
    Field column = to.field();
    if (to.from() == ADDED) {
      return ChangeColumns.value(column.name(), change);
    }
    Object value = to.from() < 0 ? null : change.row().get(to.from());
    if (value == Row.ABSENT) {
      if (route.upserts()) {
        throw new UnrepresentableValue(
            "the change does not carry the field '"
                + column.name()
                + "', and a file cannot keep what the row had there; let the source send whole"
                + " rows, or merge the entity, or set mode: append");
      }
      return null;
    }
    try {
      return ColumnValues.convert(value, column.type());
    } catch (UnrepresentableValue e) {
      throw new UnrepresentableValue(
          "its column '%s' (%s) cannot hold %s"
              .formatted(column.name(), column.type(), e.getMessage()));
    }
  }
}

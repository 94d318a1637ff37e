package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.connectors.spi.store.ReadableTarget;
import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads back the table of an entity, with the columns that the entity declares. */
final class WrittenTable implements ReadableTarget<JdbcConfig, JdbcRoute> {
  @Override
  public List<Row> read(JdbcConfig config, TargetContext<JdbcRoute> context, RowQuery query)
      throws StoreException {
    Dialect dialect = config.access().dialect();
    Route<JdbcRoute> route = context.routes().values().iterator().next();
    EntityRoute entity = EntityRoute.of(route);
    String application = "esync/" + context.pipeline() + "/" + context.target();
    try (Connection connection = dialect.reading().connect(config.access(), application)) {
      Optional<TableShape> shape = dialect.inspect(connection, entity.table());
      return shape.isEmpty() ? List.of() : read(connection, dialect, entity, shape.get(), query);
    } catch (SQLException e) {
      throw new StoreException(
          "cannot read table '"
              + entity.table()
              + "': "
              + Problems.connectionFailure(config.access(), e).problem(),
          e);
    } catch (UnrepresentableValue e) {
      throw new StoreException(
          "table '" + entity.table() + "' holds " + e.getMessage() + ", which no row of ours does");
    }
  }

  private static List<Row> read(
      Connection connection, Dialect dialect, EntityRoute entity, TableShape shape, RowQuery query)
      throws SQLException, UnrepresentableValue {
    List<Column> columns =
        shape.columns().values().stream()
            .filter(
                column -> entity.fields().stream().anyMatch(f -> f.name().equals(column.name())))
            .toList();
    TreeMap<String, String> where = new TreeMap<>(query.where());
    String sql =
        "SELECT %s FROM %s%s ORDER BY %s DESC LIMIT %d"
            .formatted(
                columns.stream().map(dialect.reading()::selected).collect(Collectors.joining(", ")),
                dialect.quote(entity.table()),
                where.keySet().stream()
                    .map(name -> dialect.quote(name) + " = ?")
                    .collect(
                        Collectors.collectingAndThen(
                            Collectors.joining(" AND "),
                            all -> all.isEmpty() ? "" : " WHERE " + all)),
                dialect.quote(query.newest()),
                query.limit());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int parameter = 0;
      for (String value : where.values()) {
        statement.setString(++parameter, value);
      }
      try (ResultSet result = statement.executeQuery()) {
        return rows(result, columns, dialect, entity);
      }
    }
  }

  private static List<Row> rows(
      ResultSet result, List<Column> columns, Dialect dialect, EntityRoute entity)
      throws SQLException, UnrepresentableValue {
    List<ColumnReader> readers = columns.stream().map(dialect.reading()::reader).toList();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      fields.add(new Field(columns.get(i).name(), readers.get(i).type()));
    }
    RowSchema schema = RowSchema.of(fields, entity.key());
    List<Row> rows = new ArrayList<>();
    while (result.next()) {
      Object[] values = new Object[readers.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = readers.get(i).value(result, i + 1);
      }
      rows.add(Row.of(schema, values));
    }
    return Collections.unmodifiableList(rows);
  }
}

package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.capture.RowReader;
import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.connectors.spi.postgres.TextParser;
import io.esync.operators.model.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads values as the texts that the server writes in queries and in its log. */
final class PostgresRowReader extends RowReader {
  private final TextParser[] parsers;

  private PostgresRowReader(TableSchema table, List<TypedParser> columns) {
    super(
        table.stream(),
        fields(table, columns),
        table.columns().stream()
            .filter(TableSchema.Column::key)
            .map(TableSchema.Column::name)
            .toList());
    this.parsers = columns.stream().map(TypedParser::parser).toArray(TextParser[]::new);
  }

  static PostgresRowReader of(TableSchema table, ColumnTypes types) {
    return new PostgresRowReader(
        table,
        table.columns().stream()
            .map(column -> types.of(column.type(), column.modifier()))
            .toList());
  }

  private static List<Field> fields(TableSchema table, List<TypedParser> columns) {
    Field[] fields = new Field[columns.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new Field(table.columns().get(i).name(), columns.get(i).type());
    }
    return List.of(fields);
  }

  @Override
  protected Object fetch(ResultSet rows, int column) throws SQLException {
    return rows.getString(column + 1);
  }

  @Override
  protected Object read(Object raw, int column) throws UnrepresentableValue {
    return parsers[column].parse((String) raw);
  }

  @Override
  protected Object written(Object value, int column) {
    return PostgresChunkSql.text(value);
  }

  @Override
  protected String text(Object raw, int column) {
    return (String) raw;
  }
}

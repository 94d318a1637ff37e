package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import io.esync.operators.model.TypeKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Executes a statement of {@link PostgresSql}: one round trip, whatever the number of rows. */
record PostgresRows(String sql, List<Binding> columns) implements RowStatement {
  @Override
  public void execute(Connection connection, List<Row> rows) throws SQLException, TargetException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < columns.size(); i++) {
        statement.setObject(i + 1, array(columns.get(i), rows), Types.OTHER);
      }
      statement.executeUpdate();
    }
  }

  private static String array(Binding binding, List<Row> rows) throws TargetException {
    DataType type = binding.type();
    StringBuilder array = new StringBuilder(16 * rows.size()).append('{');
    for (Row row : rows) {
      Object value = row.get(binding.index());
      ColumnLimit.check(binding.column(), value);
      if (type.kind() == TypeKind.ARRAY && value != null) {
        PostgresText.appendText(array, PostgresText.of(type, value));
      } else {
        PostgresText.appendElement(array, type, value);
      }
    }
    return array.append('}').toString();
  }
}

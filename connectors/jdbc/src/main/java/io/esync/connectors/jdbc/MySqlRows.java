package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.operators.model.Row;
import io.esync.operators.model.TypeKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Sends rows as a batch, which the driver makes into statements of many rows.
 *
 * @param parameters what each of the statement's parameters is
 */
record MySqlRows(String sql, List<Binding> parameters, List<String> key) implements RowStatement {
  @Override
  public void execute(Connection connection, List<Row> rows) throws SQLException, TargetException {
    counts(connection, rows);
  }

  /** Executes and tells for each row how many rows of the table it met. */
  int[] counts(Connection connection, List<Row> rows) throws SQLException, TargetException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Row row : rows) {
        for (int i = 0; i < parameters.size(); i++) {
          bind(statement, i + 1, parameters.get(i), row);
        }
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  /** Sets one parameter to what the row has for it. */
  void bind(PreparedStatement statement, int place, Binding binding, Row row)
      throws SQLException, TargetException {
    Object value = row.get(binding.index());
    ColumnLimit.check(binding.column(), value);
    if (value == null) {
      statement.setString(place, null);
    } else if (binding.type().kind() == TypeKind.BYTES) {
      statement.setBytes(place, (byte[]) value);
    } else {
      String text = MySqlText.of(binding.column(), binding.type(), value);
      checkKey(binding, text);
      statement.setString(place, text);
    }
  }

  /** Most collations take keys that differ in blanks at the end for the same. */
  private void checkKey(Binding binding, String text) throws TargetException {
    String collation = binding.column().collation();
    if (text.endsWith(" ")
        && key.contains(binding.name())
        && !collation.isEmpty()
        && !collation.contains("0900")
        && !collation.contains("nopad")) {
      throw new TargetException(
          Kind.REFUSED,
          "column '%s': the key ends with a blank, which the collation %s ignores"
              .formatted(binding.name(), collation),
          "22023",
          null);
    }
  }
}

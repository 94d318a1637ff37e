package io.esync.connectors.jdbc;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads tables of MySQL and MariaDB. */
record MySqlReading(MySqlDialect dialect) implements ReadDialect {
  private static final String PRIMARY_KEY =
      """
      SELECT COLUMN_NAME
        FROM information_schema.KEY_COLUMN_USAGE
       WHERE TABLE_SCHEMA = coalesce(?, DATABASE()) AND TABLE_NAME = ?
         AND CONSTRAINT_NAME = 'PRIMARY'
       ORDER BY ORDINAL_POSITION
      """;

  @Override
  public Connection connect(DatabaseAccess access, String application) throws SQLException {
    Connection connection = dialect.connect(access, application);
    connection.setAutoCommit(true);
    return connection;
  }

  @Override
  public List<String> primaryKey(Connection connection, TableName table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PRIMARY_KEY)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.table());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          columns.add(found.getString(1));
        }
      }
    }
    return columns;
  }

  @Override
  public ColumnReader reader(Column column) {
    return MySqlColumn.of(column);
  }

  /** MySQL shows six digits of a float; as a double it shows them all. */
  @Override
  public String selected(Column column) {
    String name = dialect.quote(column.name());
    return column.base().equals("float") ? name + " + 0E0" : name;
  }

  @Override
  public String parameter(Column column) {
    return switch (column.base()) {
      case "date" -> "CAST(? AS DATE)";
      case "time" -> "CAST(? AS TIME(6))";
      case "datetime", "timestamp" -> "CAST(? AS DATETIME(6))";
      case "binary", "varbinary" -> "UNHEX(?)";
      default -> column.collation().isEmpty() ? "?" : text(column.collation());
    };
  }

  /** In the column's own character set and collation: not every two of them can be compared. */
  private static String text(String collation) {
    String set = collation.substring(0, (collation + "_").indexOf('_'));
    return "CONVERT(? USING " + set + ") COLLATE " + collation;
  }

  @Override
  public void bind(PreparedStatement statement, int index, Column column, String text)
      throws SQLException {
    if (MySqlColumn.isNumber(column)) {
      statement.setBigDecimal(index, new BigDecimal(text));
    } else {
      statement.setString(index, text);
    }
  }

  @Override
  public String ordered(Column column) {
    return dialect.quote(column.name()) + " IS NOT NULL";
  }

  @Override
  public Optional<String> unfitOrder(Column column) {
    boolean fit =
        MySqlColumn.isNumber(column)
            || switch (column.base()) {
              case "date",
                  "time",
                  "datetime",
                  "timestamp",
                  "binary",
                  "varbinary",
                  "char",
                  "varchar",
                  "uuid" ->
                  true;
              default -> false;
            };
    return fit
        ? Optional.empty()
        : Optional.of("is " + column.type() + ", which gives rows no exact order");
  }

  @Override
  public String clock() {
    return "UNIX_TIMESTAMP(NOW(6))";
  }
}

package io.esync.connectors.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads tables of PostgreSQL by the text that the server writes. */
record PostgresReading(PostgresDialect dialect) implements ReadDialect {
  private static final Map<String, String> TEXT_ONLY = Map.of("binaryTransfer", "false");

  /** What the text of values depends on. */
  private static final Map<String, String> SESSION =
      Map.of(
          "TimeZone", "UTC",
          "DateStyle", "ISO",
          "IntervalStyle", "postgres",
          "bytea_output", "hex",
          "extra_float_digits", "1");

  private static final String PRIMARY_KEY =
      """
      SELECT a.attname
        FROM pg_index i
        CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
       WHERE i.indrelid = to_regclass(?) AND i.indisprimary AND k.place <= i.indnkeyatts
       ORDER BY k.place
      """;

  @Override
  public Connection connect(DatabaseAccess access, String application) throws SQLException {
    Map<String, String> session = new HashMap<>(access.session());
    session.putAll(SESSION);
    DatabaseAccess reading =
        new DatabaseAccess(
            access.url(),
            access.username(),
            access.password(),
            access.connectTimeout(),
            access.socketTimeout(),
            session);
    Connection connection = PostgresDialect.connect(reading, application, TEXT_ONLY);
    connection.setAutoCommit(true);
    return connection;
  }

  @Override
  public List<String> primaryKey(Connection connection, TableName table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PRIMARY_KEY)) {
      statement.setString(1, dialect.quote(table));
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
    return PostgresColumn.of(column);
  }

  @Override
  public String selected(Column column) {
    return dialect.quote(column.name());
  }

  @Override
  public String parameter(Column column) {
    return "CAST(? AS " + column.base() + ")";
  }

  @Override
  public void bind(PreparedStatement statement, int index, Column column, String text)
      throws SQLException {
    statement.setString(index, text);
  }

  @Override
  public String ordered(Column column) {
    String name = dialect.quote(column.name());
    return switch (column.base()) {
      case "date", "timestamp without time zone", "timestamp with time zone" ->
          "isfinite(" + name + ")";
      case "numeric" -> name + "::text NOT IN ('NaN', 'Infinity', '-Infinity')";
      default -> name + " IS NOT NULL";
    };
  }

  @Override
  public Optional<String> unfitOrder(Column column) {
    return switch (column.base()) {
      case "json", "jsonb", "xml", "point", "real", "double precision" ->
          Optional.of("is " + column.type() + ", which gives rows no exact order");
      default -> Optional.empty();
    };
  }

  @Override
  public String clock() {
    return "extract(epoch FROM clock_timestamp())";
  }
}

package io.esync.connectors.cdc.postgres;

import io.debezium.relational.TableId;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks that the captured tables exist, may be read and tell enough of their old rows. */
final class TableChecks {
  private static final String QUERY =
      "SELECT c.relreplident, has_schema_privilege(n.oid, 'USAGE'),"
          + " has_table_privilege(c.oid, 'SELECT'),"
          + " EXISTS (SELECT FROM pg_catalog.pg_index i"
          + " WHERE i.indrelid = c.oid AND i.indisprimary)"
          + " FROM pg_catalog.pg_class c"
          + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ?";

  private final Connection connection;
  private final Capture capture;
  private final SourceContext context;

  TableChecks(Connection connection, Capture capture, SourceContext context) {
    this.connection = connection;
    this.capture = capture;
    this.context = context;
  }

  void check(List<TableId> tables, List<CheckFailure> failures) throws SQLException {
    for (String wanted : capture.config().tables()) {
      if (tables.stream().noneMatch(table -> Capture.matches(wanted, stream(table)))) {
        failures.add(
            new CheckFailure(
                "no table matches '" + wanted + "' in " + capture.config().database(),
                "Correct it below tables, or create the table. Views, temporary and unlogged"
                    + " tables cannot be captured, and partitions only with their whole table"));
      }
    }
    for (SourceContext.Stream stream : context.streams()) {
      if (stream.name() != null && tables.stream().noneMatch(table -> reads(stream, table))) {
        failures.add(
            new CheckFailure(
                "an entity reads '" + stream.name() + "', which is not among the tables",
                "Add it below tables of source '" + context.source() + "'"));
      }
    }
    for (TableId table : tables) {
      check(table, failures);
    }
  }

  private static String stream(TableId table) {
    return table.schema() + "." + table.table();
  }

  private static boolean reads(SourceContext.Stream stream, TableId table) {
    return stream.name() == null || Capture.matches(stream.name(), stream(table));
  }

  private void check(TableId table, List<CheckFailure> failures) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.table());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        String role = Sql.name(capture.config().username());
        if (!row.getBoolean(2)) {
          failures.add(
              new CheckFailure(
                  "no access to schema " + table.schema(),
                  "GRANT USAGE ON SCHEMA " + Sql.name(table.schema()) + " TO " + role));
        }
        if (!row.getBoolean(3)) {
          failures.add(
              new CheckFailure(
                  "table " + stream(table) + " may not be read",
                  "GRANT SELECT ON " + Sql.name(table) + " TO " + role));
        }
        identity(table, row.getString(1).charAt(0), row.getBoolean(4), failures);
      }
    }
  }

  private void identity(
      TableId table, char identity, boolean primaryKey, List<CheckFailure> failures)
      throws SQLException {
    String full = "ALTER TABLE " + Sql.name(table) + " REPLICA IDENTITY FULL";
    if (identity == 'n' || (identity == 'd' && !primaryKey)) {
      failures.add(
          new CheckFailure(
              "table "
                  + stream(table)
                  + (identity == 'n' ? " logs nothing of old rows" : " has no primary key")
                  + ", so the server refuses its updates and deletes once it is published",
              "Add a primary key, or run " + full + " and give its entities a key"));
      return;
    }
    List<String> told = told(table, identity);
    for (SourceContext.Stream stream : context.streams()) {
      if (reads(stream, table)) {
        untold(table, stream, told, identity == 'f', full, failures);
      }
    }
  }

  private List<String> told(TableId table, char identity) throws SQLException {
    List<String> told = new ArrayList<>();
    for (TableSchema.Column column :
        Tables.describe(connection, table.schema(), table.table()).columns()) {
      if (identity == 'f' || column.key()) {
        told.add(column.name());
      }
    }
    return told;
  }

  private static void untold(
      TableId table,
      SourceContext.Stream stream,
      List<String> told,
      boolean full,
      String remedy,
      List<CheckFailure> failures) {
    stream
        .untold(told::contains)
        .ifPresent(
            missing ->
                failures.add(
                    new CheckFailure(
                        "deletes from " + stream(table) + " do not tell " + missing,
                        full ? "Correct it: the table has no such column" : remedy)));
  }
}

package io.esync.connectors.cdc.mysql;

import io.debezium.relational.TableId;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Checks that the captured tables exist, may be read and have a key. */
final class TableChecks {
  private final Connection connection;
  private final MySqlCapture capture;
  private final SourceContext context;

  TableChecks(Connection connection, MySqlCapture capture, SourceContext context) {
    this.connection = connection;
    this.capture = capture;
    this.context = context;
  }

  void check(List<CheckFailure> failures) throws SQLException {
    List<TableId> tables = Catalogue.captured(connection, capture);
    for (String wanted : capture.config().tables()) {
      if (tables.stream().noneMatch(table -> MySqlCapture.matches(wanted, stream(table)))) {
        failures.add(
            new CheckFailure(
                "no table matches '" + wanted + "'",
                "Correct it below tables, create the table, or let the user see it: GRANT SELECT"
                    + " ON … TO '"
                    + capture.config().username()
                    + "'. Views cannot be captured"));
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
    return table.catalog() + "." + table.table();
  }

  private static boolean reads(SourceContext.Stream stream, TableId table) {
    return stream.name() == null || MySqlCapture.matches(stream.name(), stream(table));
  }

  private void check(TableId table, List<CheckFailure> failures) throws SQLException {
    if (!readable(table)) {
      failures.add(
          new CheckFailure(
              "table " + stream(table) + " may not be read",
              "GRANT SELECT ON " + Sql.name(table) + " TO '" + capture.config().username() + "'"));
      return;
    }
    MySqlTable now = Catalogue.describe(connection, table.catalog(), table.table());
    boolean keyed = now.columns().stream().anyMatch(MySqlColumn::key);
    for (SourceContext.Stream stream : context.streams()) {
      if (reads(stream, table)) {
        keyed |= !stream.keyFields().isEmpty();
        missing(now, stream, failures);
      }
    }
    if (!keyed) {
      failures.add(
          new CheckFailure(
              "table " + stream(table) + " has no primary key",
              "Add one, or give the entities that read the table a key"));
    }
  }

  private boolean readable(TableId table) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT * FROM " + Sql.name(table) + " LIMIT 0");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void missing(
      MySqlTable table, SourceContext.Stream stream, List<CheckFailure> failures) {
    stream
        .untold(field -> table.find(field) != null)
        .ifPresent(
            missing ->
                failures.add(
                    new CheckFailure(
                        "deletes from " + table.stream() + " do not tell " + missing,
                        "Correct it: the table has no such column")));
  }
}

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.rows.CursorValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of a {@code jdbc} source, looked at once: either it can be read or it says why not.
 *
 * @param reader null where there are problems
 */
record SourceTable(TableReader reader, List<CheckFailure> problems) {

  /**
   * Looks at the table.
   *
   * @param table as the pipeline file names it
   */
  static SourceTable of(Connection connection, JdbcSourceConfig config, String table)
      throws SQLException {
    Dialect dialect = config.access().dialect();
    TableName name = TableName.parse(table);
    List<CheckFailure> names = TableDdl.nameProblems(dialect, name);
    if (!names.isEmpty()) {
      return new SourceTable(null, names);
    }
    Optional<TableShape> shape = dialect.inspect(connection, name);
    if (shape.isEmpty()) {
      return new SourceTable(
          null,
          List.of(
              new CheckFailure(
                  "table '"
                      + table
                      + "' does not exist, or user '"
                      + config.username()
                      + "' may not see it",
                  "create it, correct 'tables', or GRANT SELECT on it; names are taken as they are"
                      + " written")));
    }
    List<String> key =
        config.key().isEmpty() ? dialect.reading().primaryKey(connection, name) : config.key();
    List<CheckFailure> problems = problems(dialect, config, table, shape.get(), key);
    return problems.isEmpty()
        ? new SourceTable(
            new TableReader(dialect, name, shape.get(), key, config.cursor()), problems)
        : new SourceTable(null, problems);
  }

  private static List<CheckFailure> problems(
      Dialect dialect, JdbcSourceConfig config, String table, TableShape shape, List<String> key) {
    List<CheckFailure> problems = new ArrayList<>();
    if (config.cursor() != null) {
      cursorProblem(dialect, config, table, shape).ifPresent(problems::add);
    }
    if (key.isEmpty()) {
      problems.add(
          new CheckFailure(
              "table '" + table + "' has no primary key",
              "add one, or name the columns that identify a row as 'key'"));
    }
    for (String name : key) {
      Column column = shape.column(name);
      if (column == null) {
        problems.add(
            new CheckFailure(
                "table '%s' has no column '%s'".formatted(table, name), "correct 'key'"));
      } else {
        dialect
            .reading()
            .unfitOrder(column)
            .map(why -> unfit(table, name, why, "name another unique key as 'key'"))
            .ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<CheckFailure> cursorProblem(
      Dialect dialect, JdbcSourceConfig config, String table, TableShape shape) {
    Column cursor = shape.column(config.cursor());
    if (cursor == null) {
      return Optional.of(
          new CheckFailure(
              "table '%s' has no column '%s'".formatted(table, config.cursor()),
              "correct 'cursor', or give tables with other cursors a source of their own"));
    }
    return CursorValue.fits(dialect.reading().reader(cursor).type())
        ? Optional.empty()
        : Optional.of(
            unfit(
                table,
                cursor.name(),
                "is " + cursor.type() + ", which cannot be a cursor",
                "take a column of timestamps, dates or exact numbers as 'cursor'"));
  }

  private static CheckFailure unfit(String table, String column, String why, String remedy) {
    return new CheckFailure("table '%s': column '%s' %s".formatted(table, column, why), remedy);
  }
}

package io.esync.connectors.jdbc;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.poll.PollingSource;
import io.esync.connectors.spi.store.AppendableSource;
import io.esync.operators.model.SourceRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.Source;

/** Polls tables by a column that rises with every change of a row. */
@SuppressWarnings("rawtypes") // a service is named without its type arguments
@AutoService(SourceConnector.class)
public final class JdbcSourceConnector implements SourceConnector<JdbcSourceConfig> {
  @Override
  public String type() {
    return "jdbc";
  }

  @Override
  public String description() {
    return "Tables and views in PostgreSQL, MySQL 8 and MariaDB (tested with PostgreSQL 16, MySQL 8.0"
        + " and MariaDB 11.4), read again and again by a column that rises with every change, or as a"
        + " whole.";
  }

  @Override
  public String guarantee() {
    return "The last state of each row is read if its cursor rises with every change and it commits"
        + " within the lag, and its delete with the next complete scan; a state may be read again,"
        + " states in between are not seen.";
  }

  @Override
  public String prerequisites() {
    return """
        - The user needs SELECT on the tables. An index on cursor and key keeps each reading short.
        - Every insert and update raises the cursor: by a trigger, or by all who write. A later cursor
          makes a later version; where it stands still, the later reading does. A cursor that is a
          time is also the time of the change, without a zone taken as UTC.
        - `lag` covers what commits later than rows with a higher cursor: the longest transaction, plus
          the cursor's resolution (1s for MySQL's DATETIME). What was read within it is read again, and
          left out where it is still the same.
        - Polls do not read rows whose cursor is NULL, NaN or infinite. A number far above the others
          keeps them from being read; a time more than a day ahead of the clock does not.
        - Deletes are found where `deletes` says when: a complete scan in the order of the key compares
          the table with the keys that were given out, which are part of the job's state (see
          `tracked_rows`). Between its pages polls go on. Only a scan that came to its end deletes: one
          that was cut off by a failure begins anew. It gives out rows as well that polls left out,
          such as those without a cursor (once, not their changes). A row that was deleted and inserted
          again between two scans is no delete. While a table is emptied and loaded again, a scan takes
          its rows for deleted, and gives them out again later.
        - Without `cursor` every poll is such a scan, which also gives out the rows whose content is
          another one than before. What it finds counts as changed when the poll began.
        - The key of an entity is made of the columns that identify a row, or of some of them: a delete
          tells no others.
        - A source of one table whose cursor is a time promises that nothing before the end of the lag
          comes any more, so that what is kept against stragglers can be forgotten; without a cursor it
          promises the start of each poll.
        - A primary key on each table, or `key`. In MySQL no key column may be a float, an enum or a
          set.
        - A value that our types cannot hold (infinity, a zero date, a time beyond a day) sends its row
          to the dead-letter queue. MySQL: `tinyint(1)` is a boolean, `timestamp` an instant, unsigned
          `bigint` a decimal.
        - A new column is seen within a minute.
        """;
  }

  @Override
  public Class<JdbcSourceConfig> configType() {
    return JdbcSourceConfig.class;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(JdbcSourceConfig config, SourceContext context) {
    return new PollingSource<>(JdbcTables.of(config, context), context.schedule());
  }

  @Override
  public List<CheckFailure> check(JdbcSourceConfig config, SourceContext context) {
    List<CheckFailure> failures = new ArrayList<>(unknownStreams(config, context));
    try (Connection connection = JdbcTables.of(config, context).connect()) {
      for (String table : config.tables()) {
        failures.addAll(problems(connection, config, context, table));
      }
    } catch (SQLException e) {
      failures.add(Problems.connectionFailure(config.access(), e));
    }
    return failures;
  }

  private static List<CheckFailure> problems(
      Connection connection, JdbcSourceConfig config, SourceContext context, String table)
      throws SQLException {
    SourceTable found = SourceTable.of(connection, config, table);
    if (found.problems().isEmpty()) {
      try {
        found.reader().probe(connection);
      } catch (SQLException e) {
        return List.of(
            new CheckFailure(
                "table '" + table + "' cannot be read: " + e.getMessage(),
                "GRANT SELECT on it to user '" + config.username() + "'"));
      }
    }
    return found.problems().isEmpty() && config.findsDeletes()
        ? untoldKeys(context, table, found.reader().keySchema().key())
        : found.problems();
  }

  /** A delete tells the columns that identify its row, and no others. */
  private static List<CheckFailure> untoldKeys(
      SourceContext context, String table, List<String> told) {
    return context.streams().stream()
        .filter(s -> s.name() == null || s.name().equals(table) || table.matches(s.name()))
        .flatMap(stream -> stream.untold(told::contains).stream())
        .map(
            missing ->
                new CheckFailure(
                    "table '%s': a delete is found by %s alone and does not tell %s"
                        .formatted(table, told, missing),
                    "name the columns as 'key' of the source, if they are unique and never NULL, or"
                        + " let the entity do with "
                        + told))
        .toList();
  }

  private static List<CheckFailure> unknownStreams(JdbcSourceConfig config, SourceContext context) {
    return context.streams().stream()
        .map(SourceContext.Stream::name)
        .filter(Objects::nonNull)
        .filter(
            name ->
                config.tables().stream()
                    .noneMatch(table -> table.equals(name) || table.matches(name)))
        .map(
            name ->
                new CheckFailure(
                    "source '" + context.source() + "' has no stream '" + name + "'",
                    "Name it in 'tables', or take one of " + new TreeSet<>(config.tables()) + "."))
        .toList();
  }

  @Override
  public int maxParallelism(JdbcSourceConfig config) {
    return config.findsDeletes() ? config.tables().size() : Integer.MAX_VALUE;
  }

  @Override
  public boolean takesSchedule(JdbcSourceConfig config) {
    return true;
  }

  @Override
  public Optional<AppendableSource<JdbcSourceConfig>> appending() {
    return Optional.of(new AppendedTable());
  }
}

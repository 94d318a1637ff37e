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
        + " and MariaDB 11.4), read again and again by a column that rises with every change.";
  }

  @Override
  public String guarantee() {
    return "The last state of each row is read if its cursor rises with every change and it commits"
        + " within the lag; a state may be read again, states in between and deletes are not seen.";
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
        - Rows whose cursor is NULL, NaN or infinite are not read; deletes are not seen: mark rows as
          deleted instead. A number far above the others keeps them from being read; a time more than
          a day ahead of the clock does not.
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
        failures.addAll(problems(connection, config, table));
      }
    } catch (SQLException e) {
      failures.add(Problems.connectionFailure(config.access(), e));
    }
    return failures;
  }

  private static List<CheckFailure> problems(
      Connection connection, JdbcSourceConfig config, String table) throws SQLException {
    SourceTable found = SourceTable.of(connection, config, table);
    if (found.problems().isEmpty()) {
      try {
        found.reader().page(connection, null, 0);
      } catch (SQLException e) {
        return List.of(
            new CheckFailure(
                "table '" + table + "' cannot be read: " + e.getMessage(),
                "GRANT SELECT on it to user '" + config.username() + "'"));
      }
    }
    return found.problems();
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
    return config.tables().size();
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

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table that is read over a long time. Connects when it is first asked, and again after the
 * connection was lost; looks at the table's columns again from time to time.
 */
final class LiveTable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTable.class);

  /** After this time the table is looked at again, for new columns. */
  private static final Duration SHAPE_AGE = Duration.ofMinutes(1);

  private final JdbcTables tables;
  private final String table;
  private final InstantSource clock;

  private volatile Connection connection;
  private TableReader reader;
  private Instant lookedAt;
  private RowSchema key;
  private boolean byTime;

  /** What is asked of a table. */
  @FunctionalInterface
  interface Query<T> {
    T answer(TableReader reader, Connection connection) throws SQLException, IOException;
  }

  LiveTable(JdbcTables tables, String table, InstantSource clock) {
    this.tables = tables;
    this.table = table;
    this.clock = clock;
  }

  /** Whether the cursor is a time, once a page was read. */
  boolean isByTime() {
    return byTime;
  }

  /** The schema of the key, once a page was read. */
  RowSchema key() {
    return key;
  }

  /** Reads a page; reads it again where a value shows that a column may have got another type. */
  List<TableRow> page(Query<List<TableRow>> query) throws SourceUnavailableException, IOException {
    Instant now = clock.instant();
    List<TableRow> page = ask(query);
    if (lookedAt.isBefore(now) && page.stream().anyMatch(row -> row.problem() != null)) {
      lookedAt = Instant.EPOCH;
      return ask(query);
    }
    return page;
  }

  /**
   * Asks the table. Where it may have changed since it was looked at, a failure is given a second
   * look.
   *
   * @throws SourceUnavailableException where it is worth asking again
   * @throws IOException where somebody has to change something
   */
  <T> T ask(Query<T> query) throws SourceUnavailableException, IOException {
    boolean lookedBefore = reader != null;
    try {
      return tryToAsk(query);
    } catch (SQLException e) {
      close();
      if (!isTransient(e) && lookedBefore) {
        return askAfresh(query);
      }
      throw failure(e);
    }
  }

  private <T> T askAfresh(Query<T> query) throws SourceUnavailableException, IOException {
    try {
      return tryToAsk(query);
    } catch (SQLException e) {
      close();
      throw failure(e);
    }
  }

  private <T> T tryToAsk(Query<T> query) throws SQLException, IOException {
    Instant now = clock.instant();
    if (connection == null) {
      connection = tables.connect();
    }
    if (reader == null || Duration.between(lookedAt, now).compareTo(SHAPE_AGE) > 0) {
      look(connection, now);
    }
    return query.answer(reader, connection);
  }

  private void look(Connection open, Instant now) throws SQLException, IOException {
    SourceTable found = SourceTable.of(open, tables.config(), table);
    if (!found.problems().isEmpty()) {
      throw new IOException(
          found.problems().stream()
              .map(failure -> failure.problem() + ": " + failure.remedy())
              .collect(Collectors.joining("; ")));
    }
    reader = found.reader();
    key = reader.keySchema();
    byTime = reader.isByTime();
    lookedAt = now;
  }

  private boolean isTransient(SQLException failure) {
    Dialect dialect = tables.config().access().dialect();
    return Failures.of(dialect, failure).kind() == Kind.TRANSIENT;
  }

  private IOException failure(SQLException failure) throws SourceUnavailableException {
    String message = "cannot read from " + tables.config().url() + ": " + failure.getMessage();
    if (isTransient(failure)) {
      throw new SourceUnavailableException(message, failure);
    }
    return new IOException(message, failure);
  }

  /** Ends the connection, also while another thread reads over it. */
  void close() {
    Connection open = connection;
    connection = null;
    reader = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("A connection did not close cleanly", e);
      }
    }
  }
}

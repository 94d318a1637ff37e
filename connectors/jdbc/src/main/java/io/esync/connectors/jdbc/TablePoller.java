package io.esync.connectors.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
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

/** Polls one table. Connects when it is first asked, and again after the connection was lost. */
final class TablePoller implements Poller<TablePosition> {
  private static final Logger LOG = LoggerFactory.getLogger(TablePoller.class);

  /** After this time the table is looked at again, for new columns. */
  private static final Duration SHAPE_AGE = Duration.ofMinutes(1);

  private final JdbcTables tables;
  private final String table;
  private final TableScan scan;
  private final InstantSource clock;

  private volatile Connection connection;
  private TableReader reader;
  private Instant lookedAt;

  TablePoller(JdbcTables tables, String table, TablePosition position, InstantSource clock) {
    this.tables = tables;
    this.table = table;
    this.scan = new TableScan(position, tables.config().lag(), tables.config().pageSize());
    this.clock = clock;
  }

  @Override
  public Piece<TablePosition> poll() throws SourceUnavailableException, IOException {
    Instant now = clock.instant();
    Mark after = scan.next(now);
    List<TableRow> page = page(after, now);
    List<SourceRecord> records =
        scan.read(page, clock.instant()).stream().map(row -> record(row, now)).toList();
    return new Piece<>(records, scan.position(), scan.when());
  }

  /** Where the table may have changed since it was looked at, a failure is given a second look. */
  private List<TableRow> page(Mark after, Instant now)
      throws SourceUnavailableException, IOException {
    boolean lookedBefore = reader != null;
    try {
      return tryPage(after, now);
    } catch (SQLException e) {
      close();
      if (!isTransient(e) && lookedBefore) {
        return freshPage(after, now);
      }
      throw failure(e);
    }
  }

  private List<TableRow> freshPage(Mark after, Instant now)
      throws SourceUnavailableException, IOException {
    try {
      return tryPage(after, now);
    } catch (SQLException e) {
      close();
      throw failure(e);
    }
  }

  private List<TableRow> tryPage(Mark after, Instant now) throws SQLException, IOException {
    if (connection == null) {
      connection = tables.connect();
    }
    if (reader == null || Duration.between(lookedAt, now).compareTo(SHAPE_AGE) > 0) {
      reader = look(connection);
      lookedAt = now;
    }
    if (after != null && after.values().size() != reader.markSize()) {
      throw new IOException("the key is another one than when the state was written; start anew");
    }
    int rows = tables.config().pageSize();
    List<TableRow> page = reader.page(connection, after, rows);
    if (lookedAt.isBefore(now) && page.stream().anyMatch(row -> row.problem() != null)) {
      // A column may have got another type.
      reader = look(connection);
      lookedAt = now;
      return reader.page(connection, after, rows);
    }
    return page;
  }

  private TableReader look(Connection open) throws SQLException, IOException {
    SourceTable found = SourceTable.of(open, tables.config(), table);
    if (!found.problems().isEmpty()) {
      throw new IOException(
          found.problems().stream().map(CheckFailure::problem).collect(Collectors.joining("; ")));
    }
    return found.reader();
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

  private SourceRecord record(TableRow row, Instant now) {
    Origin origin =
        new Origin(
            tables.source(),
            table,
            new SourceVersion(0, row.cursor().major(), scan.pages()),
            row.cursor().timestamp(),
            now.toEpochMilli(),
            false);
    return row.problem() == null
        ? new SourceChange(origin, ChangeOp.UPSERT, null, row.row())
        : new Malformed(
            origin, row.content().getBytes(UTF_8), ErrorCode.UNREPRESENTABLE_VALUE, row.problem());
  }

  @Override
  public void close() {
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

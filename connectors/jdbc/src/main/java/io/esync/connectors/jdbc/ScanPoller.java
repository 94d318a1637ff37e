package io.esync.connectors.jdbc;

import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Piece.Next;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.connectors.spi.rows.RowRecords;
import io.esync.connectors.spi.rows.RowRecords.Reading;
import io.esync.connectors.spi.rows.RowTracker;
import io.esync.connectors.spi.rows.SeenRows;
import io.esync.connectors.spi.rows.Tracked;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Polls one table that has no cursor: each poll reads all of it, gives out the rows that are new or
 * whose content is another one, and at its end the keys that are gone. All that a poll finds counts
 * as changed when the poll began; the first one's rows are a first copy.
 */
final class ScanPoller implements Poller<TablePosition> {
  private static final int REMEMBERED_ROWS = 50_000;

  private final int pageSize;
  private final LiveTable live;
  private final RowRecords records;
  private final RowTracker<Mark> tracker;
  private final InstantSource clock;
  private final boolean promises;

  /** Rows whose key cannot be read. */
  private final SeenRows<Mark> keyless = new SeenRows<>(REMEMBERED_ROWS);

  private long pages;

  /** When the last scan began that has ended; null before the first one ended. */
  private Instant last;

  private Instant start;

  ScanPoller(JdbcTables tables, String table, TablePosition position, InstantSource clock) {
    Tracked saved = position.tracked();
    this.pageSize = tables.config().pageSize();
    this.live = new LiveTable(tables, table, clock);
    this.records = new RowRecords(tables.source(), table);
    this.tracker = new RowTracker<>("table '" + table + "'", saved, tables.config().trackedRows());
    this.clock = clock;
    this.promises = tables.splits().size() == 1;
    this.pages = position.pages();
    this.last = saved == null || saved.time().equals(Instant.EPOCH) ? null : saved.time();
  }

  @Override
  public Piece<TablePosition> poll() throws SourceUnavailableException, IOException {
    return tracker.isSweeping() ? swept() : scanned();
  }

  private Piece<TablePosition> scanned() throws SourceUnavailableException, IOException {
    if (!tracker.isScanning()) {
      start = later(clock.instant());
      tracker.begin();
    }
    Mark after = tracker.next();
    List<TableRow> page =
        live.page((reader, connection) -> reader.scan(connection, after, pageSize));
    tracker.requireSameKey(live.key());
    pages++;
    List<SourceRecord> found = new ArrayList<>();
    for (TableRow row : page) {
      if (isNews(row)) {
        found.add(row.record(records, reading()));
      }
    }
    tracker.reached(TableRow.last(page, after), page.size() < pageSize);
    return new Piece<>(found, position(), Next.AT_ONCE);
  }

  /** The clock may have been set back since the last scan. */
  private Instant later(Instant now) {
    return last == null || now.isAfter(last) ? now : last.plusMillis(1);
  }

  private boolean isNews(TableRow row) throws IOException {
    if (row.key() == null) {
      return keyless.isNew(row.mark(), row.content());
    }
    long digest = SeenRows.digest(row.content());
    if (tracker.isKnown(row.key(), digest)) {
      return false;
    }
    tracker.note(row.key(), digest);
    return true;
  }

  private Piece<TablePosition> swept() {
    pages++;
    List<SourceRecord> found = new ArrayList<>();
    for (RowTracker.Gone gone : tracker.sweep(live.key())) {
      found.add(records.delete(gone.key(), reading()));
    }
    if (!tracker.isSweeping()) {
      if (promises && last != null) {
        found.add(records.heartbeat(micros(start), clock.instant()));
      }
      last = start;
    }
    return new Piece<>(found, position(), tracker.isSweeping() ? Next.AT_ONCE : Next.LATER);
  }

  private Reading reading() {
    long timestamp = last == null ? Origin.UNKNOWN_TIME : micros(start);
    return new Reading(pages, 0, timestamp, clock.instant(), last == null);
  }

  private static long micros(Instant instant) {
    return Duration.between(Instant.EPOCH, instant).toNanos() / 1000;
  }

  private TablePosition position() {
    return new TablePosition(
        null, null, pages, tracker.saved(last == null ? Instant.EPOCH : last, live.key()), null);
  }

  @Override
  public void close() {
    live.close();
  }
}

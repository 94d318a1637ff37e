package io.esync.connectors.jdbc;

import io.esync.connectors.spi.Schedule;
import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Piece.Next;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.connectors.spi.rows.RowRecords;
import io.esync.connectors.spi.rows.RowRecords.Reading;
import io.esync.connectors.spi.rows.RowTracker;
import io.esync.connectors.spi.rows.Tracked;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Polls one table by its cursor. Where deletes are to be found, a complete scan goes on between the
 * polls: it gives out what they left out, and at its end the keys that it no longer found.
 */
final class TablePoller implements Poller<TablePosition> {
  private final JdbcSourceConfig config;
  private final LiveTable live;
  private final RowRecords records;
  private final TableScan scan;
  private final InstantSource clock;
  private final boolean promises;

  /** Null where deletes are not looked for. */
  private final RowTracker<Mark> tracker;

  private Instant due;
  private Instant scanStart;
  private Instant nextPass;
  private long promised = Origin.UNKNOWN_TIME;

  TablePoller(JdbcTables tables, String table, TablePosition position, InstantSource clock) {
    this.config = tables.config();
    this.live = new LiveTable(tables, table, clock);
    this.records = new RowRecords(tables.source(), table);
    this.scan = new TableScan(position, config.lag(), config.pageSize());
    this.clock = clock;
    this.promises = tables.splits().size() == 1;
    Tracked saved = position.tracked();
    this.tracker =
        config.deletes() == null
            ? null
            : new RowTracker<>("table '" + table + "'", saved, config.trackedRows());
    if (tracker != null) {
      // Where rows were read before without being tracked, a scan makes up for it at once.
      due =
          saved != null
              ? saved.time()
              : position.pages() > 0
                  ? clock.instant()
                  : config.deletes().next(clock.instant(), clock.instant());
    }
  }

  @Override
  public Piece<TablePosition> poll() throws SourceUnavailableException, IOException {
    if (tracker != null && tracker.isSweeping()) {
      return swept();
    }
    boolean passing = scan.when() == Next.AT_ONCE;
    if (tracker != null && tracker.isScanning() && !passing && clock.instant().isBefore(nextPass)) {
      return scanned();
    }
    return polled();
  }

  private Piece<TablePosition> polled() throws SourceUnavailableException, IOException {
    Instant now = clock.instant();
    Mark after = scan.next(now);
    List<TableRow> page =
        live.page((reader, connection) -> reader.page(connection, after, config.pageSize()));
    List<SourceRecord> found = new ArrayList<>();
    if (tracker != null) {
      tracker.requireSameKey(live.key());
    }
    List<TableRow> news = scan.read(page, clock.instant());
    for (TableRow row : news) {
      found.add(
          row.record(records, reading(row.cursor().major(), row.cursor().timestamp(), false)));
      if (tracker != null && row.key() != null) {
        tracker.note(row.key(), row.cursor().major());
      }
    }
    Next next = scan.when();
    if (next == Next.LATER) {
      if (tracker != null) {
        beginIfDue();
        nextPass = clock.instant().plus(config.interval());
        next = tracker.isScanning() ? Next.AT_ONCE : Next.LATER;
      }
      promise().ifPresent(found::add);
    }
    return new Piece<>(found, position(), next);
  }

  private void beginIfDue() {
    Instant now = clock.instant();
    Schedule schedule = config.deletes();
    if (!tracker.isScanning() && !due.isAfter(now)) {
      due = schedule.next(due, now);
      scanStart = now;
      tracker.begin();
    }
  }

  /** A row that no poll gave out: its cursor is NULL, or lay before what polls had read. */
  private Piece<TablePosition> scanned() throws SourceUnavailableException, IOException {
    Mark after = tracker.next();
    List<TableRow> page =
        live.page((reader, connection) -> reader.scan(connection, after, config.pageSize()));
    tracker.requireSameKey(live.key());
    scan.countPage();
    List<SourceRecord> found = new ArrayList<>();
    for (TableRow row : page) {
      if (row.key() != null && !tracker.isKnown(row.key())) {
        long major = row.cursor().major();
        found.add(row.record(records, reading(major, row.cursor().timestamp(), true)));
        tracker.note(row.key(), major);
      }
    }
    tracker.reached(TableRow.last(page, after), page.size() < config.pageSize());
    return new Piece<>(found, position(), Next.AT_ONCE);
  }

  /**
   * A delete is told as the change that follows the last one of its row: with its version's major
   * part, and at the earliest time at which it can have been missed. So a row that was inserted
   * again since is the later one.
   */
  private Piece<TablePosition> swept() {
    List<SourceRecord> found = new ArrayList<>();
    long earliest = micros(scanStart.minus(config.lag()));
    scan.countPage();
    for (RowTracker.Gone gone : tracker.sweep(live.key())) {
      long timestamp = live.isByTime() ? Math.max(gone.number(), earliest) : Origin.UNKNOWN_TIME;
      found.add(records.delete(gone.key(), reading(gone.number(), timestamp, false)));
    }
    Next next = tracker.isSweeping() ? Next.AT_ONCE : Next.LATER;
    return new Piece<>(found, position(), next);
  }

  private Reading reading(long major, long timestamp, boolean snapshot) {
    return new Reading(major, scan.pages(), timestamp, clock.instant(), snapshot);
  }

  /**
   * What is behind the floor has been read and does not change unseen; a delete that is found later
   * is at least as late as its scan's start less the lag. Said for the source's only table.
   */
  private Optional<SourceRecord> promise() {
    BigDecimal floor = scan.floorOrder();
    if (!promises || floor == null || !live.isByTime()) {
      return Optional.empty();
    }
    long time = floor.longValue();
    if (tracker != null) {
      Instant now = clock.instant();
      Instant start = tracker.isScanning() ? scanStart : now;
      time = Math.min(time, micros(start.minus(config.lag())));
    }
    if (time <= promised) {
      return Optional.empty();
    }
    promised = time;
    return Optional.of(records.heartbeat(time, clock.instant()));
  }

  private static long micros(Instant instant) {
    return Duration.between(Instant.EPOCH, instant).toNanos() / 1000;
  }

  private TablePosition position() {
    Tracked tracked = tracker == null ? null : tracker.saved(due, live.key());
    return scan.position(tracked);
  }

  @Override
  public void close() {
    live.close();
  }
}

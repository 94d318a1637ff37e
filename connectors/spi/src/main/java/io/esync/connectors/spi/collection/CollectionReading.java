package io.esync.connectors.spi.collection;

import io.esync.connectors.spi.rows.CursorValue;
import io.esync.connectors.spi.rows.RowRecords;
import io.esync.connectors.spi.rows.RowRecords.Reading;
import io.esync.connectors.spi.rows.RowTracker;
import io.esync.connectors.spi.rows.SeenRows;
import io.esync.connectors.spi.rows.Tracked;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is news in a stream that is read again and again: with a cursor in passes that ask for what
 * has changed, of which some ask for all to find deletes; without one in passes that ask for all.
 * Plain: it is given what was read and the time.
 */
final class CollectionReading {
  private static final int REMEMBERED_ROWS = 50_000;

  private final ApiCollection collection;
  private final RowSchema schema;

  /** Null where there is no cursor, as is {@link #reach}. */
  private final CursorText cursor;

  private final CursorReach reach;

  private final RowRecords records;
  private final boolean promises;
  private final SeenRows<Object> seen = new SeenRows<>(REMEMBERED_ROWS);

  /** Null where deletes are not looked for. */
  private final RowTracker<String> tracker;

  private String page;
  private long pages;

  /** With a cursor when the next complete pass is due, else when the last one began, or null. */
  private Instant tracked;

  /** When the complete pass began that is under way; null where there is none. */
  private Instant scanStart;

  private boolean passing;
  private boolean undecided;
  private long promised = Origin.UNKNOWN_TIME;

  /**
   * @param promises whether the collection speaks for its whole source
   */
  CollectionReading(
      ApiCollection collection,
      RowRecords records,
      CollectionPosition position,
      boolean promises,
      Instant now) {
    this.collection = collection;
    this.schema = collection.shape().schema();
    this.cursor = collection.cursor() == null ? null : new CursorText(collection.cursor(), schema);
    this.reach = cursor == null ? null : new CursorReach(cursor, position);
    this.records = records;
    this.promises = promises;
    this.tracker =
        collection.findsDeletes()
            ? new RowTracker<>(
                "stream '" + records.stream() + "'", position.tracked(), collection.most())
            : null;
    this.page = cursor == null ? null : position.page();
    this.pages = position.pages();
    this.passing = page != null;
    this.tracked = tracked(position, now);
  }

  private Instant tracked(CollectionPosition position, Instant now) {
    Tracked saved = position.tracked();
    if (collection.deletes() == null) {
      return saved == null || saved.time().equals(Instant.EPOCH) ? null : saved.time();
    }
    if (saved != null) {
      return saved.time();
    }
    // Where records were read before without being tracked, a pass makes up for it at once.
    return pages > 0 ? now : collection.deletes().next(now, now);
  }

  /** A page is going to be read. */
  void begin(Instant now) throws IOException {
    if (passing) {
      return;
    }
    passing = true;
    if (tracker == null) {
      return;
    }
    tracker.requireSameKey(schema.keySchema());
    if (cursor == null || !tracked.isAfter(now)) {
      boolean setBack = cursor == null && tracked != null && !now.isAfter(tracked);
      scanStart = setBack ? tracked.plusMillis(1) : now;
      undecided = false;
      tracker.begin();
    }
  }

  /** Whether {@link #swept} is to be asked before anything is read. */
  boolean isSweeping() {
    return tracker != null && tracker.isSweeping();
  }

  private boolean isScanning() {
    return tracker != null && tracker.isScanning();
  }

  /** The name of the page that comes next; null for the first one of a pass. */
  String page() {
    return isScanning() ? tracker.next() : page;
  }

  /** Whether to ask first if anything has changed. */
  boolean mayBeUnchanged() {
    return cursor == null || !isScanning();
  }

  /** Whether something is missing of which the next pass decides, which has to read all. */
  boolean isInDoubt() {
    return tracker != null && tracker.isInDoubt();
  }

  /** From which cursor on to ask, as it is to be written; empty for everything. */
  Optional<String> since() {
    return cursor == null || isScanning() || isLatestFirst() ? Optional.empty() : reach.since();
  }

  /** Reads the record that {@code text} is. */
  CollectionRecord record(String text) {
    return CollectionRecord.read(text, collection, cursor);
  }

  /**
   * Whether a page leads to another one.
   *
   * @param named whether the API names one
   */
  boolean leadsOn(List<CollectionRecord> found, boolean named) {
    return named
        && (isScanning()
            || !isLatestFirst()
            || found.stream()
                .noneMatch(each -> each.row() != null && reach.isBefore(each.cursor())));
  }

  /** Whether a page that was taken lies behind all that the next pass is to read. */
  boolean isBehind(List<CollectionRecord> found) {
    return isLatestFirst()
        && found.stream().anyMatch(each -> each.row() != null && reach.isBehind(each.cursor()));
  }

  private boolean isLatestFirst() {
    return cursor != null && collection.cursor().isLatestFirst();
  }

  /**
   * What is news on a page.
   *
   * @param next name of the page after it; null where it is the last one
   */
  List<SourceRecord> take(List<CollectionRecord> found, String next, Instant now)
      throws IOException {
    pages++;
    List<SourceRecord> news = new ArrayList<>();
    for (CollectionRecord record : found) {
      if (record.leftOut()) {
        leaveOut(record, now);
      } else if (record.problem() != null) {
        broken(record, now).ifPresent(news::add);
      } else if (cursor == null) {
        compared(record, now).ifPresent(news::add);
      } else {
        changed(record, now).ifPresent(news::add);
      }
    }
    boolean whole = page() == null && next == null;
    if (!isScanning() || (next == null && undecided)) {
      page = next;
    } else if (next == null) {
      tracker.end(whole || !collection.numbered());
    } else {
      tracker.reached(next, false);
    }
    if (next == null) {
      end(now).ifPresent(news::add);
    }
    return news;
  }

  /** What is no record of the collection moves its cursor all the same. */
  private void leaveOut(CollectionRecord record, Instant now) {
    if (record.cursor() != null) {
      reach.saw(record.cursor(), now);
    }
  }

  /** The pass found that nothing has changed. */
  List<SourceRecord> unchanged(Instant now) {
    return end(now).stream().toList();
  }

  /** There are no records any more, whatever a pass under way saw. */
  List<SourceRecord> emptied(Instant now) throws IOException {
    passing = false;
    page = null;
    if (tracker == null) {
      return List.of();
    }
    if (cursor != null) {
      tracked = now;
    }
    begin(now);
    return take(List.of(), null, now);
  }

  /** It is told as it stands; the row that it may be is not gone. */
  private Optional<SourceRecord> broken(CollectionRecord record, Instant now) {
    if (isScanning()) {
      undecided |= record.key() == null;
      boolean unused = record.key() != null && tracker.isKnown(record.key());
    }
    return seen.isNew(record.place(), record.content())
        ? Optional.of(
            records.malformed(
                record.text(),
                ErrorCode.UNREADABLE_RECORD,
                record.problem(),
                reading(cursor == null ? pages : 0, Origin.UNKNOWN_TIME, now, false)))
        : Optional.empty();
  }

  /** All that a complete pass finds counts as changed when it began. */
  private Optional<SourceRecord> compared(CollectionRecord record, Instant now) throws IOException {
    long digest = SeenRows.digest(record.content());
    if (tracker.isKnown(record.key(), digest)) {
      return Optional.empty();
    }
    tracker.note(record.key(), digest);
    return Optional.of(records.upsert(record.row(), scanned(now)));
  }

  private Reading scanned(Instant now) {
    boolean first = tracked == null;
    return reading(pages, first ? Origin.UNKNOWN_TIME : micros(scanStart), now, first);
  }

  private Optional<SourceRecord> changed(CollectionRecord record, Instant now) throws IOException {
    CursorValue value = record.cursor();
    reach.saw(value, now);
    boolean isNew = seen.isNew(record.place(), record.content());
    if (isScanning() ? tracker.isKnown(record.key(), value.major()) : !isNew) {
      return Optional.empty();
    }
    if (tracker != null) {
      tracker.note(record.key(), value.major());
    }
    long timestamp = value.timestamp();
    boolean late = timestamp != Origin.UNKNOWN_TIME && timestamp < promised;
    return Optional.of(records.upsert(record.row(), reading(value.major(), timestamp, now, late)));
  }

  private Optional<SourceRecord> end(Instant now) {
    passing = false;
    page = null;
    if (isScanning()) {
      tracker.abandon();
    }
    if (reach != null) {
      reach.passed();
    }
    return isSweeping() ? Optional.empty() : over(now);
  }

  /**
   * Some of what is gone. A delete counts as made at the earliest time at which it can have been
   * missed, and follows the last version of its row.
   */
  List<SourceRecord> swept(Instant now) {
    pages++;
    List<SourceRecord> news = new ArrayList<>();
    for (RowTracker.Gone gone : tracker.sweep(schema.keySchema())) {
      news.add(records.delete(gone.key(), cursor == null ? scanned(now) : deleted(gone, now)));
    }
    if (!isSweeping()) {
      over(now).ifPresent(news::add);
    }
    return news;
  }

  private Reading deleted(RowTracker.Gone gone, Instant now) {
    long timestamp =
        reach.isByTime()
            ? Math.max(gone.number(), micros(scanStart.minus(collection.cursor().overlap())))
            : Origin.UNKNOWN_TIME;
    return reading(gone.number(), timestamp, now, false);
  }

  private Reading reading(long major, long timestamp, Instant now, boolean snapshot) {
    return new Reading(major, pages, timestamp, now, snapshot);
  }

  /** All is told of the pass: what no change that is still to come lies before. */
  private Optional<SourceRecord> over(Instant now) {
    long time = Origin.UNKNOWN_TIME;
    if (cursor == null) {
      time = tracked == null ? Origin.UNKNOWN_TIME : micros(scanStart);
      tracked = scanStart;
    } else if (reach.isByTime() && reach.floor() != null) {
      time = Math.min(reach.floor().longValue(), micros(now.minus(collection.cursor().overlap())));
    }
    if (cursor != null && scanStart != null) { // not before: what is cut off is still due
      tracked = isInDoubt() ? now : collection.deletes().next(tracked, now);
      scanStart = null;
    }
    if (!promises || time <= promised) {
      return Optional.empty();
    }
    promised = time;
    return Optional.of(records.heartbeat(time, now));
  }

  private static long micros(Instant instant) {
    return Duration.between(Instant.EPOCH, instant).toNanos() / 1000;
  }

  /** Whether more is to be read at once. */
  boolean goesOn() {
    return passing || isSweeping();
  }

  CollectionPosition position() {
    Instant time = tracked == null ? Instant.EPOCH : tracked;
    return new CollectionPosition(
        reach == null ? null : reach.floor(),
        reach == null ? null : reach.highest(),
        isScanning() ? null : page,
        pages,
        tracker == null ? null : tracker.saved(time, schema.keySchema()),
        List.of());
  }
}

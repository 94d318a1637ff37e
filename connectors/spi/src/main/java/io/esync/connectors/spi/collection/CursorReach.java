package io.esync.connectors.spi.collection;

import io.esync.connectors.spi.rows.CursorValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far passes have come by the cursor: only a whole pass moves what the next one asks from. */
final class CursorReach {
  private static final Duration AHEAD = Duration.ofDays(1);

  private final CursorText text;
  private BigDecimal floor;
  private BigDecimal highest;

  CursorReach(CursorText text, CollectionPosition position) {
    this.text = text;
    this.floor = position.floor();
    this.highest = position.highest();
  }

  /** A record was read. A cursor far ahead of the clock says nothing about those that come. */
  void saw(CursorValue cursor, Instant now) {
    BigDecimal latest = CursorValue.of(now.plus(AHEAD)).order();
    if (!cursor.isTime() || cursor.order().compareTo(latest) <= 0) {
      highest = highest == null ? cursor.order() : highest.max(cursor.order());
    }
  }

  /** The pass has come to its end. */
  void passed() {
    if (highest != null) {
      BigDecimal reached = text.floor(highest);
      floor = floor == null ? reached : floor.max(reached);
      highest = null;
    }
  }

  /** What a pass asks from, as it is to be written; empty for everything. */
  Optional<String> since() {
    return Optional.ofNullable(floor).map(text::text);
  }

  /** Whether the pass asks for no record as old as that one. */
  boolean isBefore(CursorValue cursor) {
    return floor != null && cursor.order().compareTo(floor) < 0;
  }

  /** Whether the next pass asks for no record as old as that one. */
  boolean isBehind(CursorValue cursor) {
    BigDecimal next = highest == null ? floor : text.floor(highest);
    return next != null && cursor.order().compareTo(next) < 0;
  }

  BigDecimal floor() {
    return floor;
  }

  BigDecimal highest() {
    return highest;
  }

  /** Whether cursors are times. */
  boolean isByTime() {
    return text.isTime();
  }
}

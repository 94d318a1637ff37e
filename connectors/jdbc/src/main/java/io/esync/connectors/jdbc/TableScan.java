package io.esync.connectors.jdbc;

import io.esync.connectors.spi.poll.Piece.Next;
import io.esync.connectors.spi.rows.CursorValue;
import io.esync.connectors.spi.rows.SeenRows;
import io.esync.connectors.spi.rows.Tracked;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Pages through a table again and again: each pass begins where rows may still come late and goes
 * on to the end. Plain: it is given what was read and the time.
 */
final class TableScan {
  private static final Duration AHEAD = Duration.ofDays(1);
  private static final int REMEMBERED_ROWS = 50_000;

  private final int pageSize;
  private final LagWindow window;
  private final SeenRows<Mark> seen;

  private Mark floor;
  private Mark at;
  private long pages;
  private Instant passStart;

  /** The last row of the pass that a mark can be made of. */
  private TableRow last;

  /**
   * @param lag how long a row may take to commit; zero reads nothing twice
   */
  TableScan(TablePosition position, Duration lag, int pageSize) {
    this.pageSize = pageSize;
    this.window = new LagWindow(lag);
    this.seen = lag.isZero() ? null : new SeenRows<>(REMEMBERED_ROWS);
    this.floor = position.floor();
    this.at = position.at();
    this.pages = position.pages();
  }

  /** After which row the next page begins; null for the beginning of the table. */
  Mark next(Instant now) {
    if (passStart == null) {
      passStart = now;
    }
    return at;
  }

  /**
   * A page was read: the rows after {@link #next}, in their order.
   *
   * @return the rows that are news
   */
  List<TableRow> read(List<TableRow> page, Instant now) {
    pages++;
    boolean end = page.size() < pageSize;
    if (!page.isEmpty()) {
      at = page.get(page.size() - 1).mark();
    }
    lastOfThePast(page, now).ifPresent(row -> last = row);
    if (last != null) {
      window.reached(last.mark(), last.cursor().order(), end, now);
    }
    floor = window.floor(passStart, end, now, floor);
    if (end) {
      at = floor;
      last = null;
      passStart = null;
    }
    return seen == null
        ? page
        : page.stream().filter(row -> seen.isNew(row.mark(), row.content())).toList();
  }

  /** A cursor far ahead of the clock says nothing about the rows that come; its row is no mark. */
  private static Optional<TableRow> lastOfThePast(List<TableRow> page, Instant now) {
    BigDecimal latest = CursorValue.of(now.plus(AHEAD)).order();
    for (int i = page.size() - 1; i >= 0; i--) {
      CursorValue cursor = page.get(i).cursor();
      if (!cursor.isTime() || cursor.order().compareTo(latest) <= 0) {
        return Optional.of(page.get(i));
      }
    }
    return Optional.empty();
  }

  /** Whether a page is there to be read at once. */
  Next when() {
    return passStart == null ? Next.LATER : Next.AT_ONCE;
  }

  /** How many pages were read; rises with each. */
  long pages() {
    return pages;
  }

  /** A page was read beside the pass. */
  void countPage() {
    pages++;
  }

  /** What no row that is still to come lies before; null where that is not known yet. */
  BigDecimal floorOrder() {
    return window.floorOrder();
  }

  TablePosition position(Tracked tracked) {
    return new TablePosition(floor, at, pages, tracked, null);
  }
}

package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.poll.Piece.Next;
import io.esync.connectors.spi.rows.CursorValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TableScanTest {
  private static final Duration LAG = Duration.ofSeconds(10);
  private static final int PAGE = 3;

  /** Rows by cursor and key, as a table holds them. */
  private final TreeSet<Entry> table =
      new TreeSet<>(Comparator.comparingInt(Entry::cursor).thenComparing(Entry::key));

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Duration queryTime = Duration.ZERO;
  private TableScan scan = new TableScan(TablePosition.START, LAG, PAGE);

  private record Entry(int cursor, String key, String value) {
    Mark mark() {
      return new Mark(List.of(Integer.toString(cursor), key));
    }
  }

  @Test
  void rows_of_one_cursor_that_stand_on_two_pages_are_all_read() {
    insert(1, "a", "b", "c", "d", "e", "f", "g");
    insert(2, "a2");

    assertThat(pass()).containsExactly("a", "b", "c", "d", "e", "f", "g", "a2");
  }

  @Test
  void what_was_read_within_the_lag_is_read_again_and_only_news_come_out() {
    insert(10, "a");
    assertThat(pass()).containsExactly("a");
    insert(7, "late");

    assertThat(pass()).containsExactly("late");
  }

  @Test
  void a_row_that_commits_at_the_very_end_of_the_lag_is_read_though_nobody_looked_then() {
    insert(10, "a");
    pass();
    now = now.plus(LAG).minusMillis(1);
    pass();
    insert(7, "late");
    now = now.plusSeconds(1);

    assertThat(pass()).containsExactly("late");
  }

  @Test
  void a_row_that_commits_at_the_end_of_the_lag_while_a_query_runs_is_read() {
    insert(10, "a");
    pass();
    now = now.plus(LAG).minusMillis(1);
    queryTime = Duration.ofMillis(1);
    pass();
    insert(7, "late");

    assertThat(pass()).containsExactly("late");
  }

  @Test
  void after_the_lag_nothing_is_read_again() {
    insert(10, "a");
    pass();
    now = now.plus(LAG);
    pass();

    assertThat(scan.next(now)).isEqualTo(new Mark(List.of("10", "a")));
    assertThat(scan.position(null).floor()).isEqualTo(new Mark(List.of("10", "a")));
  }

  @Test
  void after_the_lag_nothing_is_read_again_of_rows_of_one_cursor_that_fill_their_pages() {
    insert(10, "a", "b", "c", "d", "e", "f");
    pass();
    now = now.plus(LAG);
    pass();

    assertThat(scan.next(now)).isEqualTo(new Mark(List.of("10", "f")));
  }

  @Test
  void without_a_lag_nothing_is_ever_read_again() {
    scan = new TableScan(TablePosition.START, Duration.ZERO, PAGE);
    insert(1, "a", "b", "c", "d");
    pass();
    insert(1, "0");
    insert(1, "e");

    assertThat(pass()).containsExactly("e");
  }

  @Test
  void a_row_that_changes_without_its_cursor_is_news_and_of_a_later_page() {
    insert(10, "a");
    pass();
    long before = scan.pages();
    table.clear();
    table.add(new Entry(10, "a", "changed"));

    assertThat(pass()).containsExactly("changed");
    assertThat(scan.pages()).isGreaterThan(before);
  }

  @Test
  void a_scan_that_was_cut_within_a_pass_goes_on_after_the_last_page() throws IOException {
    insert(1, "a", "b", "c", "d", "e", "f", "g");
    page();
    restore();

    assertThat(page()).containsExactly("d", "e", "f");
  }

  @Test
  void a_long_first_pass_is_read_again_no_further_than_one_lag() {
    for (int cursor = 1; cursor <= 30; cursor++) {
      insert(cursor, "row-" + cursor);
    }
    do {
      page();
      now = now.plusSeconds(4);
    } while (scan.when() == Next.AT_ONCE);

    Mark floor = scan.next(now);

    assertThat(Integer.parseInt(floor.values().get(0))).isBetween(12, 27);
  }

  @Test
  void a_time_far_ahead_does_not_keep_the_others_from_being_read() {
    insert(Integer.MAX_VALUE, "future");
    pass();
    now = now.plus(LAG);
    pass();
    insert(11, "a");

    assertThat(pass()).containsExactly("a");
  }

  @Test
  void a_position_comes_back_from_a_checkpoint_as_it_was() throws IOException {
    insert(1, "a", "b", "ä\u0000|", "ö");
    page();
    TablePosition before = scan.position(null);

    assertThat(restore()).isEqualTo(before);
    assertThat(before.at()).isEqualTo(new Mark(List.of("1", "ä\u0000|")));
  }

  private TablePosition restore() throws IOException {
    TablePosition.Serializer serializer = new TablePosition.Serializer();
    TablePosition restored =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(scan.position(null)));
    scan = new TableScan(restored, LAG, PAGE);
    return restored;
  }

  private void insert(int cursor, String... values) {
    for (String value : values) {
      table.add(new Entry(cursor, value, value));
    }
  }

  /** Reads to the end of the table; the rows that were news. */
  private List<String> pass() {
    List<String> news = new ArrayList<>();
    do {
      news.addAll(page());
    } while (scan.when() == Next.AT_ONCE);
    return news;
  }

  private List<String> page() {
    Mark after = scan.next(now);
    List<TableRow> page =
        table.stream()
            .filter(entry -> after == null || isAfter(entry, after))
            .limit(PAGE)
            .map(this::row)
            .toList();
    now = now.plus(queryTime);
    return scan.read(page, now).stream().map(TableRow::content).toList();
  }

  private static boolean isAfter(Entry entry, Mark mark) {
    int cursor = Integer.parseInt(mark.values().get(0));
    return entry.cursor() > cursor
        || (entry.cursor() == cursor && entry.key().compareTo(mark.values().get(1)) > 0);
  }

  /** The row; the greatest cursor is a time a year ahead, the others are numbers. */
  private TableRow row(Entry entry) {
    boolean future = entry.cursor() == Integer.MAX_VALUE;
    BigDecimal order =
        future
            ? CursorValue.of(now.plus(Duration.ofDays(365))).order()
            : new BigDecimal(entry.cursor());
    return new TableRow(
        entry.mark(), new CursorValue(order, future), null, entry.value(), null, "not read here");
  }
}

package io.esync.connectors.spi.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.rows.KeyBlock.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownRowsTest {
  private static final int MOST = 100_000;

  private KnownRows known = new KnownRows(List.of(), MOST);

  private static byte[] key(Object key) {
    return key.toString().getBytes(UTF_8);
  }

  private void note(Object key, long number) {
    try {
      known.note(key(key), number);
    } catch (KnownRows.TooMany e) {
      throw new AssertionError(e);
    }
  }

  private List<String> gone() {
    List<String> gone = new ArrayList<>();
    for (List<Entry> some = known.sweep(); !some.isEmpty(); some = known.sweep()) {
      some.forEach(entry -> gone.add(new String(entry.key(), UTF_8) + "=" + entry.number()));
    }
    return gone;
  }

  private void restart() {
    known = new KnownRows(known.saved(), MOST);
  }

  @Test
  void what_a_scan_neither_saw_nor_noted_is_gone_once_with_its_last_number() {
    note("a", 1);
    note("b", 1);
    note("b", 2);
    note("c", 1);
    restart();
    known.beginScan();
    assertThat(known.see(key("a"))).isTrue();
    assertThat(known.see(key("d"))).isFalse();
    note("d", 5);
    note("c", 7); // polled meanwhile

    known.endScan(true);

    assertThat(gone()).containsExactly("b=2");
    known.beginScan();
    known.endScan(true);
    assertThat(gone()).containsExactlyInAnyOrder("a=1", "c=7", "d=5");
  }

  @Test
  void what_was_not_yet_swept_is_told_after_the_next_scan() {
    IntStream.range(0, 3000).forEach(i -> note(i, 1));
    known.beginScan();
    known.endScan(true);
    int told = known.sweep().size();
    restart();

    known.beginScan();
    known.endScan(true);

    assertThat(told).isEqualTo(1000);
    assertThat(gone()).hasSize(2000).doesNotHaveDuplicates();
  }

  private List<String> goneIfMissedTwice(String... seen) {
    known.beginScan();
    for (String key : seen) {
      assertThat(known.see(key(key))).isTrue();
    }
    known.endScan(false);
    return gone();
  }

  @Test
  void what_a_doubtful_scan_misses_is_gone_if_the_one_before_missed_it_too() {
    note("a", 1);
    note("b", 2);
    note("c", 3);

    assertThat(goneIfMissedTwice("a")).isEmpty();
    assertThat(known.isInDoubt()).isTrue();
    assertThat(goneIfMissedTwice("a", "b")).containsExactly("c=3");
    assertThat(known.isInDoubt()).isFalse();
    assertThat(goneIfMissedTwice("a")).as("b came back in between").isEmpty();
    note("b", 4);
    assertThat(goneIfMissedTwice("a")).as("b was given out in between").isEmpty();
    restart();
    assertThat(goneIfMissedTwice("a")).as("a restart begins to count anew").isEmpty();
    assertThat(goneIfMissedTwice("a")).containsExactly("b=4");
    assertThat(known.isInDoubt()).isFalse();
  }

  @Test
  void more_than_the_most_are_refused() {
    known = new KnownRows(List.of(), 1);
    note("a", 1);

    assertThatThrownBy(() -> known.note(key("b"), 1)).isInstanceOf(KnownRows.TooMany.class);
  }

  @Test
  void the_log_stays_in_proportion_to_the_keys_however_often_they_change() {
    for (int i = 0; i < 200_000; i++) {
      note(i % 100, i);
      if (i % 500 == 0) {
        known.saved();
      }
    }

    int entries = known.saved().stream().mapToInt(KeyBlock::size).sum();
    restart();

    assertThat(entries).isLessThan(11_000);
    assertThat(known.see(key("7"), 199_907)).isTrue();
  }

  @Test
  void a_key_costs_few_bytes() {
    IntStream.range(1_000_000, 1_010_000).forEach(i -> note(i, 1_700_000_000_000_000L + i));
    assertThat(bytesOf(10_000)).isLessThan(13);

    known = new KnownRows(List.of(), MOST);
    IntStream.range(0, 10_000).forEach(i -> note(UUID.randomUUID(), i));
    assertThat(bytesOf(10_000)).isLessThan(48); // as text; as a uuid column less
  }

  private int bytesOf(int keys) {
    return known.saved().stream().mapToInt(block -> block.packed().length).sum() / keys;
  }

  @Test
  void a_history_of_scans_and_restarts_tells_exactly_what_is_gone() {
    for (int seed = 0; seed < 300; seed++) {
      history(new Random(seed).ints(60, 0, 100).toArray());
    }
  }

  private void history(int... steps) {
    known = new KnownRows(List.of(), MOST);
    TreeMap<Integer, Long> table = new TreeMap<>();
    TreeSet<Integer> told = new TreeSet<>();
    long number = 0;
    for (int step : steps) {
      int row = step % 10;
      if (step < 60) { // a row is inserted or changed, and polled
        table.put(row, ++number);
        note(row, number);
        told.add(row);
      } else if (step < 80) {
        table.remove(row);
      } else if (step < 90) {
        restart();
      } else {
        known.beginScan();
        table.keySet().forEach(there -> assertThat(known.see(key(there))).isTrue());
        known.endScan(true);
        TreeSet<Integer> missing = new TreeSet<>(told);
        missing.removeAll(table.keySet());
        assertThat(gone().stream().map(text -> Integer.valueOf(text.split("=", -1)[0])))
            .containsExactlyInAnyOrderElementsOf(missing);
        told.retainAll(table.keySet());
      }
    }
  }
}

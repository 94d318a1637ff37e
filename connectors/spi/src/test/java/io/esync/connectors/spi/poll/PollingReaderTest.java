package io.esync.connectors.spi.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.Schedule;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class PollingReaderTest {
  /** What the polls of a split come to, one after the other: a piece or a failure. */
  private record Script(Map<String, Queue<Object>> polls, boolean beginsInParts)
      implements PolledSystem<Integer> {
    @Override
    public List<String> splits() {
      return List.copyOf(polls.keySet());
    }

    @Override
    public Integer start(String split) {
      return 0;
    }

    @Override
    public Poller<Integer> open(String split, Integer position) {
      return new ScriptedPoller(polls.get(split));
    }

    @Override
    public SimpleVersionedSerializer<Integer> positions() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration interval() {
      return Duration.ofMillis(1);
    }

    @Override
    public boolean bounded() {
      return true;
    }
  }

  private record ScriptedPoller(Queue<Object> polls) implements Poller<Integer> {
    @Override
    @SuppressWarnings("unchecked")
    public Piece<Integer> poll() throws SourceUnavailableException, IOException {
      Object next = polls.remove();
      if (next instanceof SourceUnavailableException unavailable) {
        throw unavailable;
      } else if (next instanceof IOException failure) {
        throw failure;
      }
      return (Piece<Integer>) next;
    }

    @Override
    public void close() {}
  }

  private static final Instant NOW = Instant.parse("2026-03-01T10:02:00Z");

  private Beat beat = new Beat(null, Duration.ofMillis(1), InstantSource.fixed(NOW));
  private Instant saved;
  private final List<String> told = new ArrayList<>();
  private final PollingReader.Enumerator enumerator =
      new PollingReader.Enumerator() {
        @Override
        public void requestPart() {
          told.add("another");
        }

        @Override
        public void tell(PartRead part) {
          told.add(part.split() + " " + part.part() + (part.toEnd() ? "" : " begins"));
        }
      };

  private final SimpleCounter failedPolls = new SimpleCounter();
  private final EmittedRecords emitted = new EmittedRecords();
  private PollingReader<Integer> reader;

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  @Test
  void a_system_that_cannot_be_reached_is_asked_again() throws Exception {
    start(
        Map.of(
            "a",
            polls(
                new SourceUnavailableException("gone", null),
                new SourceUnavailableException("gone", null),
                piece(1, Piece.Next.LATER),
                piece(2, Piece.Next.NEVER))));

    readToTheEnd();

    assertThat(emitted.versions()).containsExactly(1L, 2L);
    assertThat(failedPolls.getCount()).isEqualTo(2);
  }

  @Test
  void what_cannot_be_mended_by_waiting_fails_with_the_splits_name() {
    start(Map.of("public.orders", polls(new IOException("no such table"))));

    assertThatThrownBy(this::readToTheEnd)
        .isInstanceOf(IOException.class)
        .hasMessage("public.orders: no such table");
  }

  @Test
  void the_position_is_that_of_the_last_piece_which_was_emitted() throws Exception {
    start(
        Map.of(
            "a", polls(piece(1, Piece.Next.AT_ONCE), piece(2, Piece.Next.NEVER)),
            "b", polls(piece(7, Piece.Next.NEVER))));
    assertThat(reader.snapshotState(1))
        .extracting(PollingSplit::position)
        .containsExactlyInAnyOrder(0, 0);

    reader.isAvailable().get();
    while (emitted.versions().isEmpty()) {
      reader.pollNext(emitted);
    }

    assertThat(reader.snapshotState(2).stream().mapToInt(PollingSplit::position).sum())
        .isEqualTo(emitted.versions().get(0).intValue());

    readToTheEnd();

    assertThat(reader.snapshotState(3))
        .extracting(PollingSplit::position)
        .containsExactlyInAnyOrder(2, 7);
  }

  @Test
  void a_split_that_is_overdue_is_polled_once_and_then_at_the_next_fire() throws Exception {
    beat = everyFiveMinutes();
    saved = Instant.parse("2026-03-01T06:00:00Z");
    start(Map.of("a", polls(piece(1, Piece.Next.LATER))));

    while (emitted.versions().isEmpty()) {
      reader.isAvailable().get();
      reader.pollNext(emitted);
    }

    assertThat(reader.snapshotState(1))
        .extracting(PollingSplit::due)
        .containsExactly(Instant.parse("2026-03-01T10:05:00Z"));
  }

  @Test
  void a_split_is_not_polled_before_it_is_due() throws Exception {
    beat = everyFiveMinutes();
    saved = Instant.parse("2026-03-01T10:05:00Z");
    start(Map.of("a", polls(piece(1, Piece.Next.NEVER))));

    assertThat(reader.isAvailable()).isCompleted(); // by the arrival of the split
    assertThat(reader.pollNext(emitted)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(reader.isAvailable()).isNotCompleted();
  }

  private static Beat everyFiveMinutes() {
    return new Beat(
        Schedule.cron("*/5 * * * *", null), Duration.ofMillis(1), InstantSource.fixed(NOW));
  }

  @Test
  void the_end_of_a_part_is_told_and_kept_until_a_checkpoint_has_it() throws Exception {
    reader =
        new PollingReader<>(
            new Script(
                Map.of("a", polls(piece(1, Piece.Next.AT_ONCE), piece(2, Piece.Next.NEVER))), true),
            enumerator,
            beat,
            failedPolls);
    reader.start();
    reader.addSplits(List.of(new PollingSplit<>("a", 3, 0, null)));

    while (emitted.versions().size() < 2) {
      reader.isAvailable().get();
      reader.pollNext(emitted);
    }

    assertThat(told).containsExactly("another", "a 3 begins", "a 3", "another");
    assertThat(reader.snapshotState(1)).containsExactly(new PollingSplit<>("a", 3, null, null));
    reader.notifyCheckpointComplete(1);
    assertThat(reader.snapshotState(2)).isEmpty();
  }

  @Test
  void the_end_of_a_part_is_told_again_after_a_restart() {
    reader =
        new PollingReader<>(new Script(Map.of("a", polls()), true), enumerator, beat, failedPolls);

    reader.addSplits(List.of(new PollingSplit<>("a", 3, null, null)));
    reader.start();

    assertThat(told).containsExactly("a 3", "another");
  }

  @Test
  void a_split_that_the_pipeline_lost_is_dropped() throws Exception {
    start(Map.of("a", polls(piece(1, Piece.Next.NEVER))), "a", "lost");

    readToTheEnd();

    assertThat(reader.snapshotState(1)).extracting(PollingSplit::splitId).containsExactly("a");
  }

  private void start(Map<String, Queue<Object>> polls, String... splits) {
    reader = new PollingReader<>(new Script(polls, false), enumerator, beat, failedPolls);
    List<String> ids = splits.length == 0 ? List.copyOf(polls.keySet()) : List.of(splits);
    reader.addSplits(ids.stream().map(id -> new PollingSplit<>(id, 0, saved)).toList());
    reader.notifyNoMoreSplits();
  }

  private void readToTheEnd() throws Exception {
    InputStatus status = reader.pollNext(emitted);
    while (status != InputStatus.END_OF_INPUT) {
      if (status == InputStatus.NOTHING_AVAILABLE) {
        reader.isAvailable().get();
      }
      status = reader.pollNext(emitted);
    }
  }

  private static Queue<Object> polls(Object... outcomes) {
    return new ArrayDeque<>(List.of(outcomes));
  }

  /** A piece of one record that ends at {@code position}. */
  private static Piece<Integer> piece(int position, Piece.Next next) {
    List<SourceRecord> records =
        IntStream.of(position).<SourceRecord>mapToObj(PollingReaderTest::record).toList();
    return new Piece<>(records, position, next);
  }

  private static Malformed record(int number) {
    Origin origin = new Origin("s", "t", new SourceVersion(0, number, 0), 0, 0, false);
    return new Malformed(origin, new byte[0], ErrorCode.UNREADABLE_RECORD, "broken");
  }
}

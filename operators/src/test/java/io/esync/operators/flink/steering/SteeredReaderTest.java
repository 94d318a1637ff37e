package io.esync.operators.flink.steering;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.mocks.MockSourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

class SteeredReaderTest {
  private static final MockSourceSplit SPLIT = new MockSourceSplit(7);

  private final List<Reader> readers = new ArrayList<>();
  private final SteeredReader<MockSourceSplit> reader =
      new SteeredReader<>(
          () -> {
            readers.add(new Reader());
            return readers.get(readers.size() - 1);
          });

  /** Notes what it is told; has nothing to read until it is said so. */
  private static final class Reader implements SourceReader<SourceRecord, MockSourceSplit> {
    private final CompletableFuture<Void> available = new CompletableFuture<>();
    private final List<String> told = new ArrayList<>();
    private final List<MockSourceSplit> splits = new ArrayList<>();

    @Override
    public void start() {
      told.add("start");
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> output) {
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<MockSourceSplit> snapshotState(long checkpoint) {
      return splits;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return available;
    }

    @Override
    public void addSplits(List<MockSourceSplit> added) {
      told.add("splits");
      splits.addAll(added);
    }

    @Override
    public void notifyNoMoreSplits() {
      told.add("no more");
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      told.add("event");
    }

    @Override
    public void close() {
      told.add("close");
    }
  }

  private void steer(boolean paused) {
    reader.handleSourceEvents(new Steer(paused));
  }

  @Test
  void nothing_is_opened_until_it_is_told_that_the_source_is_not_paused() throws Exception {
    reader.start();
    reader.addSplits(List.of(SPLIT));
    reader.handleSourceEvents(new SourceEvent() {});
    reader.notifyNoMoreSplits();
    CompletableFuture<Void> waiting = reader.isAvailable();
    steer(true);

    assertThat(readers).isEmpty();
    assertThat(reader.pollNext(null)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(reader.snapshotState(1)).containsExactly(SPLIT);
    assertThat(waiting).isNotDone();

    steer(false);

    assertThat(readers.get(0).told).containsExactly("splits", "start", "no more", "event");
    assertThat(waiting).isDone();
    assertThat(reader.pollNext(null)).isEqualTo(InputStatus.MORE_AVAILABLE);
  }

  @Test
  void a_paused_reader_is_closed_and_another_goes_on_with_its_splits() throws Exception {
    reader.addSplits(List.of(SPLIT));
    steer(false);
    CompletableFuture<Void> waiting = reader.isAvailable();

    steer(true);

    assertThat(readers.get(0).told).containsExactly("splits", "start", "close");
    assertThat(waiting).as("who waits on what is closed").isDone();
    assertThat(reader.snapshotState(2)).containsExactly(SPLIT);
    assertThat(reader.pollNext(null)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(reader.isAvailable()).isNotDone();

    steer(false);

    assertThat(readers).hasSize(2);
    assertThat(readers.get(1).splits).containsExactly(SPLIT);
    assertThat(reader.pollNext(null)).isEqualTo(InputStatus.MORE_AVAILABLE);
  }

  @Test
  void who_waits_is_woken_by_the_reader_within() {
    steer(false);
    CompletableFuture<Void> waiting = reader.isAvailable();

    assertThat(reader.isAvailable()).as("the same while nothing happens").isSameAs(waiting);
    assertThat(waiting).isNotDone();

    readers.get(0).available.complete(null);

    assertThat(waiting).isDone();
    assertThat(reader.isAvailable()).isDone();
  }

  @Test
  void the_same_word_twice_is_nothing() {
    steer(false);
    steer(false);
    steer(true);
    steer(true);

    assertThat(readers).hasSize(1);
    assertThat(readers.get(0).told).containsExactly("start", "close");
  }
}

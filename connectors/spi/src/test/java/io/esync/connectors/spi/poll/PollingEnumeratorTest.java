package io.esync.connectors.spi.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class PollingEnumeratorTest {
  private static final List<String> SPLITS = List.of("large", "small");

  private final FakeReaders readers = new FakeReaders(2);
  private PollingEnumerator<Integer> enumerator =
      start(new PollingState<>(List.of(), List.of(), Map.of()));

  /**
   * One split that begins with three parts, another with none.
   *
   * @param bounded whether nothing follows the parts
   * @param beginsInParts else all of them begin at 0
   */
  private record Parts(List<String> splits, boolean bounded, boolean beginsInParts)
      implements PolledSystem<Integer> {
    @Override
    public Integer start(String split) {
      return 0;
    }

    @Override
    public Beginning<Integer> begin(String split) {
      return split.equals("large")
          ? new Beginning<>(bounded ? null : 100, List.of(1, 2, 3))
          : new Beginning<>(100, List.of());
    }

    @Override
    public Poller<Integer> open(String split, Integer position) {
      throw new UnsupportedOperationException("nothing is read here");
    }

    @Override
    public SimpleVersionedSerializer<Integer> positions() {
      return new Numbers();
    }

    @Override
    public Duration interval() {
      return Duration.ofSeconds(1);
    }
  }

  /** Positions that are numbers. */
  private static final class Numbers implements SimpleVersionedSerializer<Integer> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Integer number) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(4);
      out.writeInt(number);
      return out.getCopyOfBuffer();
    }

    @Override
    public Integer deserialize(int version, byte[] serialized) throws IOException {
      return new DataInputDeserializer(serialized).readInt();
    }
  }

  private PollingEnumerator<Integer> start(PollingState<Integer> state) {
    PollingEnumerator<Integer> started =
        new PollingEnumerator<>(readers, new Parts(SPLITS, false, true), state);
    started.start();
    readers.assigned.clear();
    for (int reader = 0; reader < 2; reader++) {
      readers.register(reader);
      started.addReader(reader);
    }
    return started;
  }

  /** Goes on from a checkpoint, as it is written and read. */
  private void restart(long checkpoint) throws IOException {
    PollingState.Serializer<Integer> serializer =
        new PollingState.Serializer<>(new PollingSplit.Serializer<>(new Numbers()));
    byte[] saved = serializer.serialize(enumerator.snapshotState(checkpoint));
    enumerator = start(serializer.deserialize(serializer.getVersion(), saved));
  }

  private void ask(int reader) {
    enumerator.handleSplitRequest(reader, null);
  }

  private void read(int reader, int part) {
    enumerator.handleSourceEvent(reader, new PartRead("large", part, true));
  }

  @Test
  void parts_go_to_the_readers_that_ask_and_a_split_without_parts_to_its_own() {
    assertThat(readers.assigned).containsExactly("small -> 1");

    ask(0);
    ask(1);
    ask(0);

    assertThat(readers.assigned)
        .containsExactly(
            "small -> 1", "large (part 1) -> 0", "large (part 2) -> 1", "large (part 3) -> 0");
  }

  @Test
  void a_split_goes_on_when_a_checkpoint_has_completed_that_began_after_its_last_part() {
    ask(0);
    ask(0);
    ask(0);
    read(0, 1);
    read(0, 2);
    enumerator.snapshotState(1);
    read(0, 3);
    enumerator.notifyCheckpointComplete(1);
    assertThat(readers.assigned).doesNotContain("large -> 0");

    enumerator.snapshotState(2);
    assertThat(readers.assigned).doesNotContain("large -> 0");
    enumerator.notifyCheckpointComplete(2);

    assertThat(readers.assigned).endsWith("large -> 0");
  }

  @Test
  void what_was_not_handed_out_or_read_is_after_a_restart() throws Exception {
    ask(0);
    read(0, 1);
    ask(0);
    restart(1);
    assertThat(readers.assigned).isEmpty(); // reader 0 has part 2 in its own state

    ask(1);
    assertThat(readers.assigned).containsExactly("large (part 3) -> 1");
    read(1, 3);
    read(0, 2);
    restart(2);

    assertThat(readers.assigned).containsExactly("large -> 0");
  }

  @Test
  void a_part_of_a_reader_that_failed_is_handed_out_again() {
    ask(0);
    enumerator.addSplitsBack(List.of(new PollingSplit<>("large", 1, 1, null)), 0);

    ask(1);
    ask(1);
    ask(1);

    assertThat(readers.assigned)
        .containsExactlyInAnyOrder(
            "small -> 1",
            "large (part 1) -> 0",
            "large (part 1) -> 1",
            "large (part 2) -> 1",
            "large (part 3) -> 1");
  }

  @Test
  void a_split_waits_for_a_part_that_a_failure_gives_back() {
    readAll();
    enumerator.addSplitsBack(List.of(new PollingSplit<>("large", 3, 3, null)), 0);
    checkpoint(1);
    assertThat(readers.assigned).doesNotContain("large -> 0");

    read(0, 3);
    checkpoint(2);

    assertThat(readers.assigned).endsWith("large -> 0");
  }

  @Test
  void a_split_waits_for_a_part_whose_reader_goes_back_to_a_checkpoint() {
    readAll();
    enumerator.snapshotState(1);
    enumerator.handleSourceEvent(0, new PartRead("large", 2, false));
    checkpoint(2);
    assertThat(readers.assigned).doesNotContain("large -> 0");

    read(0, 2);
    checkpoint(3);

    assertThat(readers.assigned).endsWith("large -> 0");
  }

  private void readAll() {
    for (int part = 1; part <= 3; part++) {
      ask(0);
      read(0, part);
    }
  }

  private void checkpoint(long id) {
    enumerator.snapshotState(id);
    enumerator.notifyCheckpointComplete(id);
  }

  @Test
  void who_reads_a_split_of_its_own_reads_parts_beside_it() {
    PollingState<Integer> nothing = new PollingState<>(List.of(), List.of(), Map.of());
    enumerator =
        new PollingEnumerator<>(
            readers, new Parts(List.of("small", "large"), false, true), nothing);
    readers.assigned.clear();
    ask(0);
    ask(1);
    enumerator.start();

    assertThat(readers.assigned)
        .containsExactly("small -> 0", "large (part 1) -> 0", "large (part 2) -> 1");
  }

  @Test
  void readers_of_a_source_that_goes_on_never_end() {
    PollingState<Integer> nothing = new PollingState<>(List.of(), List.of(), Map.of());
    enumerator = new PollingEnumerator<>(readers, new Parts(List.of("one"), false, false), nothing);
    enumerator.start();

    ask(0);
    ask(1);

    assertThat(readers.assigned).contains("one -> 0");
    assertThat(readers.ended).isEmpty();
  }

  @Test
  void readers_end_when_they_have_read_the_last_part_and_nothing_follows() {
    PollingState<Integer> nothing = new PollingState<>(List.of(), List.of(), Map.of());
    enumerator = new PollingEnumerator<>(readers, new Parts(SPLITS, true, true), nothing);
    ask(0);
    ask(1);
    enumerator.start();
    assertThat(readers.ended).isEmpty();

    ask(1);
    assertThat(readers.ended).isEmpty();
    ask(0);
    assertThat(readers.ended).containsExactly(0);
    ask(1);
    assertThat(readers.ended).containsExactly(0, 1);
  }
}

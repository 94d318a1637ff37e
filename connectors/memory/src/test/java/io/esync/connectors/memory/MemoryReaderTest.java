package io.esync.connectors.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

class MemoryReaderTest {
  @Test
  void a_reader_without_a_split_ends_with_the_buffer() {
    MemoryBuffer buffer = new MemoryBuffer();
    MemoryReader reader = new MemoryReader(buffer);

    reader.notifyNoMoreSplits();

    assertThat(reader.pollNext(null)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(reader.isAvailable()).isNotDone();

    buffer.end();

    assertThat(reader.isAvailable()).isDone();
    assertThat(reader.pollNext(null)).isEqualTo(InputStatus.END_OF_INPUT);
  }
}

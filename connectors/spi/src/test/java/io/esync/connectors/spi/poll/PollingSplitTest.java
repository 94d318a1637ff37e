package io.esync.connectors.spi.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class PollingSplitTest {
  private static final Instant DUE = Instant.parse("2026-03-01T10:05:00Z");

  private final PollingSplit.Serializer<String> serializer =
      new PollingSplit.Serializer<>(new Text());

  /** Positions that are text. */
  private static final class Text implements SimpleVersionedSerializer<String> {
    @Override
    public int getVersion() {
      return 7;
    }

    @Override
    public byte[] serialize(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String deserialize(int version, byte[] serialized) {
      assertThat(version).isEqualTo(7);
      return new String(serialized, StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_split_is_read_back_as_it_was() throws IOException {
    PollingSplit<String> due = new PollingSplit<>("public.orders", "here", DUE);
    PollingSplit<String> atOnce = new PollingSplit<>("public.orders", "here", null);

    assertThat(serializer.deserialize(2, serializer.serialize(due))).isEqualTo(due);
    assertThat(serializer.deserialize(2, serializer.serialize(atOnce))).isEqualTo(atOnce);
  }

  @Test
  void a_split_that_was_saved_without_its_time_is_polled_at_once() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeUTF("public.orders");
    out.writeInt(7);
    out.writeInt(4);
    out.write("here".getBytes(StandardCharsets.UTF_8));

    assertThat(serializer.deserialize(1, out.getCopyOfBuffer()))
        .isEqualTo(new PollingSplit<>("public.orders", "here", null));
  }
}

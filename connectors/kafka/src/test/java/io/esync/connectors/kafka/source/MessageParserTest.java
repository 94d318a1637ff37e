package io.esync.connectors.kafka.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.kafka.JsonOptions;
import io.esync.connectors.kafka.KafkaSourceConfig.KeyFormat;
import io.esync.connectors.kafka.SourceOptions;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class MessageParserTest {
  private static final SourceContext CONTEXT = new SourceContext("shop", "crm", List.of());

  private final SourceOptions options = new SourceOptions();

  @Test
  void a_message_is_read_by_what_the_source_is_told_now_with_its_place_time_and_headers()
      throws Exception {
    ConsumerRecord<byte[], byte[]> message =
        Messages.of(new byte[] {(byte) 0xff}, "{\"id\":1,\"name\":\"Ada\",\"age\":36}");
    message.headers().add("esync-timestamp", "2026-01-01T00:00:00.000001Z".getBytes(UTF_8));
    message.headers().add("empty", null);
    options.keyFormat = KeyFormat.NONE;
    Malformed malformed = (Malformed) Messages.read(options.config(), message);
    assertThat(parse(malformed)).get().isInstanceOf(Malformed.class);

    options.json = new JsonOptions(null, "delete", JsonOptions.UnknownMembers.IGNORE);
    SourceChange change = (SourceChange) parse(malformed).orElseThrow();

    assertThat(change.after()).hasToString("{id=1, name=Ada}");
    assertThat(change.origin().version()).isEqualTo(malformed.origin().version());
    assertThat(change.origin().stream()).isEqualTo("customers");
    assertThat(change.origin().timestamp()).isEqualTo(1_767_225_600_000_001L);
  }

  @Test
  void the_bytes_of_a_message_come_back_as_they_were() {
    ConsumerRecord<byte[], byte[]> message = Messages.of(new byte[] {(byte) 0xff, 0}, "é\n\"");
    message.headers().add("trace", new byte[] {(byte) 0x80});
    message.headers().add("none", null);

    byte[] json = MessageJson.of(message);

    assertThat(MessageJson.of(MessageJson.parse(json))).isEqualTo(json);
    assertThat(MessageJson.parse(json).key()).isEqualTo(message.key());
    assertThat(MessageJson.parse(json).value()).isEqualTo(message.value());
  }

  @Test
  void what_is_no_message_is_said_to_be_none() {
    assertThatThrownBy(() -> MessageJson.parse("{\"topic\":\"x\"}".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a message: partition is missing");
  }

  private Optional<SourceRecord> parse(Malformed malformed)
      throws IOException, ClassNotFoundException {
    MessageParser parser = InstantiationUtil.clone(new MessageParser(options.config(), CONTEXT));
    return parser.parse(malformed.payload(), malformed.origin());
  }
}

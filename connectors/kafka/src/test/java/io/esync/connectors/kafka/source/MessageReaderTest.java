package io.esync.connectors.kafka.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.kafka.JsonOptions;
import io.esync.connectors.kafka.KafkaSourceConfig.KeyFormat;
import io.esync.connectors.kafka.KafkaSourceConfig.Order;
import io.esync.connectors.kafka.SourceOptions;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Echo;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
  private final SourceOptions options = new SourceOptions();

  @Test
  void a_document_is_an_upsert_of_its_place_and_time() {
    SourceChange change = change(Messages.of("{\"id\": 1}", "{\"id\": 1, \"name\": \"Ada\"}"));

    assertThat(change.op()).isEqualTo(ChangeOp.UPSERT);
    assertThat(change.after()).hasToString("{id=1, name=Ada}");
    assertThat(change.after().schema().key()).containsExactly("id");
    assertThat(change.origin().stream()).isEqualTo("customers");
    assertThat(change.origin().version()).isEqualTo(new SourceVersion(0, 2, 40));
    assertThat(change.origin().timestamp()).isEqualTo(1_700_000_000_123_000L);
  }

  @Test
  void a_document_without_its_key_takes_that_of_the_message() {
    SourceChange change = change(Messages.of("{\"id\": 1}", "{\"name\": \"Ada\"}"));

    assertThat(change.after()).hasToString("{id=1, name=Ada}");
  }

  @Test
  void a_tombstone_is_a_delete_by_the_messages_key() {
    SourceChange change = change(Messages.of("{\"id\": 1}", null));

    assertThat(change.op()).isEqualTo(ChangeOp.DELETE);
    assertThat(change.before()).hasToString("{id=1}");
  }

  @Test
  void a_tombstone_of_which_the_key_is_not_known_is_malformed() {
    options.keyFormat = KeyFormat.NONE;

    assertThat(malformed(Messages.of("1", null)).message()).contains("key_format");
  }

  @Test
  void a_key_of_text_is_the_one_field_of_the_key() {
    options.keyFormat = KeyFormat.STRING;

    assertThat(change(Messages.of("17", null)).before()).hasToString("{id=17}");
    assertThat(malformed(Messages.of("seventeen", null)).message()).contains("'id'");
  }

  @Test
  void a_document_may_say_itself_that_its_row_is_gone() {
    options.json = new JsonOptions("_op", "delete", JsonOptions.UnknownMembers.REJECT);

    assertThat(change(Messages.of("{\"id\":1}", "{\"id\":1,\"_op\":\"delete\"}")).op())
        .isEqualTo(ChangeOp.DELETE);
    assertThat(change(Messages.of("{\"id\":1}", "{\"id\":1,\"_op\":\"upsert\"}")).op())
        .isEqualTo(ChangeOp.UPSERT);
  }

  @Test
  void a_member_that_is_not_declared_is_refused_or_left_out() {
    ConsumerRecord<byte[], byte[]> message = Messages.of("{\"id\":1}", "{\"id\":1,\"age\":36}");

    assertThat(malformed(message).message()).contains("'age' is not declared");
    options.json = new JsonOptions(null, "delete", JsonOptions.UnknownMembers.IGNORE);
    assertThat(change(message).after()).hasToString("{id=1}");
  }

  @Test
  void what_cannot_be_read_is_given_out_with_key_value_and_headers() {
    ConsumerRecord<byte[], byte[]> message = Messages.of(new byte[] {(byte) 0xff}, "{\"id\"");
    message.headers().add("trace", "9f".getBytes(UTF_8));

    Malformed malformed = malformed(message);

    assertThat(new String(malformed.payload(), UTF_8))
        .isEqualTo(
            "{\"topic\":\"customers\",\"partition\":2,\"offset\":40,\"timestamp\":1700000000123,"
                + "\"key_base64\":\"/w==\",\"value\":\"{\\\"id\\\"\","
                + "\"headers\":[{\"name\":\"trace\",\"value\":\"9f\"}]}");
    assertThat(malformed.origin().version()).isEqualTo(new SourceVersion(0, 2, 40));
  }

  @Test
  void a_message_that_bears_the_mark_of_this_pipeline_is_an_echo() {
    ConsumerRecord<byte[], byte[]> ours = Messages.of("{\"id\":1}", "{\"id\":1}");
    ours.headers().add("esync-origin", "esync/shop/topics".getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> ofAnother = Messages.of("{\"id\":1}", "{\"id\":1}");
    ofAnother.headers().add("esync-origin", "esync/other/topics".getBytes(UTF_8));

    assertThat(read(ours)).isInstanceOf(Echo.class);
    assertThat(read(ofAnother)).isInstanceOf(SourceChange.class);
  }

  @Test
  void the_time_that_a_header_tells_counts_before_that_of_the_message() {
    ConsumerRecord<byte[], byte[]> message = Messages.of("{\"id\":1}", "{\"id\":1}");
    message.headers().add("esync-timestamp", "2026-01-01T00:00:00.000001Z".getBytes(UTF_8));

    assertThat(change(message).origin().timestamp()).isEqualTo(1_767_225_600_000_001L);
  }

  @Test
  void changes_of_a_generation_are_newer_than_all_of_the_one_before() {
    SourceVersion before = change(Messages.of("{\"id\":1}", "{\"id\":1}")).origin().version();
    options.generation = 1;

    SourceVersion after = change(Messages.at(0, 0)).origin().version();

    assertThat(after).isGreaterThan(before);
  }

  @Test
  void changes_may_be_ordered_by_the_time_of_their_messages() {
    options.order = Order.TIMESTAMP;

    assertThat(change(Messages.at(0, 7)).origin().version())
        .isEqualTo(new SourceVersion(0, 1_700_000_000_123L, 7L << 16))
        .isLessThan(change(Messages.at(1, 7)).origin().version());
  }

  @Test
  void a_message_without_a_time_has_none() {
    assertThat(change(Messages.timeless("{\"id\":1}")).origin().timestamp())
        .isEqualTo(Origin.UNKNOWN_TIME);
  }

  @Test
  void decimals_keep_their_digits() {
    options.streams =
        Map.of("customers", Messages.stream("id", "bigint", "total", "decimal(18,2)"));

    assertThat(change(Messages.of("{\"id\":1}", "{\"total\":\"1.50\"}")).after())
        .hasToString("{id=1, total=1.50}");
    assertThat(malformed(Messages.of("{\"id\":1}", "{\"total\":\"1.505\"}")).message())
        .contains("'total'");
  }

  private SourceRecord read(ConsumerRecord<byte[], byte[]> message) {
    return Messages.read(options.config(), message);
  }

  private SourceChange change(ConsumerRecord<byte[], byte[]> message) {
    SourceRecord read = read(message);
    assertThat(read).isInstanceOf(SourceChange.class);
    return (SourceChange) read;
  }

  private Malformed malformed(ConsumerRecord<byte[], byte[]> message) {
    SourceRecord read = read(message);
    assertThat(read).isInstanceOf(Malformed.class);
    return (Malformed) read;
  }
}

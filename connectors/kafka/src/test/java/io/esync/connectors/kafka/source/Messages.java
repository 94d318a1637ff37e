package io.esync.connectors.kafka.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.kafka.TopicStream;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Messages of a topic, and what a source makes of them. */
final class Messages {
  private static final long TIME = 1_700_000_000_123L;
  private static final SourceContext CONTEXT =
      new SourceContext("shop", "crm", List.of(), List.of("esync/shop/topics"));

  private Messages() {}

  static ConsumerRecord<byte[], byte[]> of(String key, String value) {
    return of(key.getBytes(UTF_8), value);
  }

  static ConsumerRecord<byte[], byte[]> of(byte[] key, String value) {
    return of(key, value == null ? null : value.getBytes(UTF_8));
  }

  static ConsumerRecord<byte[], byte[]> of(byte[] key, byte[] value) {
    return message(2, 40, TIME, key, value);
  }

  static ConsumerRecord<byte[], byte[]> at(int partition, long offset) {
    byte[] row = "{\"id\":1}".getBytes(UTF_8);
    return message(partition, offset, TIME, row, row);
  }

  static ConsumerRecord<byte[], byte[]> timeless(String row) {
    return message(2, 40, ConsumerRecord.NO_TIMESTAMP, row.getBytes(UTF_8), row.getBytes(UTF_8));
  }

  private static ConsumerRecord<byte[], byte[]> message(
      int partition, long offset, long time, byte[] key, byte[] value) {
    return new ConsumerRecord<>(
        "customers",
        partition,
        offset,
        time,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  /** A stream with the key {@code id}, of names and types in turn. */
  static TopicStream stream(String... fields) {
    Map<String, String> types = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      types.put(fields[i], fields[i + 1]);
    }
    return new TopicStream(List.of("id"), types);
  }

  /** The one record that is made of {@code message}, or null where there is none. */
  static SourceRecord read(KafkaSourceConfig config, ConsumerRecord<byte[], byte[]> message) {
    MessageReader reader = new MessageReader(config, CONTEXT);
    List<SourceRecord> records = new ArrayList<>();
    try {
      reader.open(new Opening());
      reader.deserialize(message, new ListCollector<>(records));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(records).hasSizeLessThan(2);
    return records.isEmpty() ? null : records.get(0);
  }

  private static final class Opening implements DeserializationSchema.InitializationContext {
    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return SimpleUserCodeClassLoader.create(Messages.class.getClassLoader());
    }
  }
}

package io.esync.connectors.kafka.source;

import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.kafka.KafkaSourceConfig.Tombstones;
import io.esync.connectors.kafka.MessageHeaders;
import io.esync.connectors.kafka.Streams;
import io.esync.connectors.kafka.client.SchemaRegistry;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.Echo;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Makes source records of messages. One that cannot be read is given out as {@link Malformed} with
 * all of its bytes. What fails is the connection to the registry alone.
 */
final class MessageReader implements KafkaRecordDeserializationSchema<SourceRecord> {
  private static final long serialVersionUID = 1L;

  private static final Pattern WRITER = Pattern.compile("/\\d+$");

  private final KafkaSourceConfig config;
  private final MessageOrigin origins;
  private final List<String> markers;

  private transient KeyReader keys;
  private transient ValueReader values;
  private transient Counter keyless;

  MessageReader(KafkaSourceConfig config, SourceContext context) {
    this.config = config;
    this.origins = new MessageOrigin(context.source(), config.order(), config.generation());
    this.markers = List.copyOf(context.markers());
  }

  @Override
  public void open(InitializationContext context) {
    open(context.getMetricGroup().addGroup("esync").counter("messagesWithoutKey"));
  }

  void open(Counter messagesWithoutKey) {
    keyless = messagesWithoutKey;
    SchemaRegistry registry =
        config.registry() == null ? null : new SchemaRegistry(config.registry());
    keys = new KeyReaders(config).of(AvroDecoder.of(config.avroKeySchema(), registry));
    values =
        switch (config.format()) {
          case JSON -> new JsonValueReader(new Streams(config.streams()), config.json());
          case DEBEZIUM_JSON -> new DebeziumValueReader(config);
          case AVRO ->
              new AvroValueReader(
                  new Streams(config.streams()), AvroDecoder.of(config.avroSchema(), registry));
        };
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<SourceRecord> out)
      throws IOException {
    if (message.key() == null) {
      keyless.inc();
    }
    try {
      Change change = read(message);
      if (change != null) {
        out.collect(record(message, change));
      }
    } catch (IllegalArgumentException e) {
      out.collect(
          new Malformed(
              origins.of(message, false),
              MessageJson.of(message),
              ErrorCode.UNREADABLE_RECORD,
              e.getMessage()));
    }
  }

  /** What the message says; null where that is nothing. */
  private Change read(ConsumerRecord<byte[], byte[]> message) throws IOException {
    boolean tombstone = message.value() == null;
    if (tombstone && config.tombstones() == Tombstones.IGNORE) {
      return null;
    }
    Row key = keys.read(message.topic(), message.key());
    if (!tombstone) {
      return values.read(message.topic(), message.value(), key);
    }
    if (key == null) {
      throw new IllegalArgumentException(
          "a tombstone is a delete by the message's key; say what that is by key_format");
    }
    return Change.delete(key);
  }

  private SourceRecord record(ConsumerRecord<byte[], byte[]> message, Change change) {
    Origin place = origins.of(message, change.snapshot());
    Origin origin = change.timestamp() == null ? place : place.withTimestamp(change.timestamp());
    SourceChange read = new SourceChange(origin, change.op(), change.before(), change.after());
    return isOurs(message) ? new Echo(read) : read;
  }

  private boolean isOurs(ConsumerRecord<byte[], byte[]> message) {
    if (markers.isEmpty()) {
      return false;
    }
    Header header = message.headers().lastHeader(MessageHeaders.ORIGIN);
    String origin =
        header == null || header.value() == null ? null : Utf8.textOrNull(header.value());
    return origin != null && markers.contains(WRITER.matcher(origin).replaceFirst(""));
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return ModelTypeInfo.SOURCE_RECORD;
  }
}

package io.esync.connectors.kafka.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.kafka.KafkaTargetConfig;
import io.esync.connectors.kafka.MessageHeaders;
import io.esync.connectors.spi.ChangeEncoder;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;

/**
 * Makes messages of changes, and refuses what no broker would take: a message that is larger than
 * its topic allows, a value that the format cannot hold, a topic that cannot have its name.
 */
final class MessageEncoder implements ChangeEncoder<KafkaMessage> {
  private static final long serialVersionUID = 1L;

  private final KafkaTargetConfig config;
  private final String marker;
  private final HashMap<String, TopicTemplate> templates;

  private transient TargetTopics topics;
  private transient ValueWriter keys;
  private transient ValueWriter values;

  /**
   * @param marker that tells messages of this pipeline and target from others
   * @param templates the topics of entities, by their names
   */
  MessageEncoder(KafkaTargetConfig config, String marker, Map<String, TopicTemplate> templates) {
    this.config = config;
    this.marker = marker;
    this.templates = new HashMap<>(templates);
  }

  @Override
  public TypeInformation<KafkaMessage> type() {
    return TypeInformation.of(KafkaMessage.class);
  }

  @Override
  public KafkaMessage encode(ChangeRecord change) throws TargetException {
    if (topics == null) {
      open();
    }
    try {
      String topic = templates.get(change.entity()).topic(change);
      if (!TopicTemplate.isValid(topic)) {
        throw new IllegalArgumentException("a topic cannot be named '" + topic + "'");
      }
      KafkaMessage message =
          new KafkaMessage(
              topic, keys.write(topic, change), values.write(topic, change), headers(change));
      requireSize(message, topics.maxMessageBytes(topic));
      return message;
    } catch (IllegalArgumentException e) {
      throw new TargetException(Kind.REFUSED, e.getMessage(), "", e);
    }
  }

  private void open() {
    topics = new TargetTopics(config);
    AvroWriters avro = new AvroWriters(config);
    keys =
        switch (config.keyFormat()) {
          case JSON -> JsonWriters.keyObjects();
          case STRING -> JsonWriters.keyTexts();
          case AVRO -> avro.keys();
        };
    values =
        switch (config.format()) {
          case JSON -> JsonWriters.documents(config.mode());
          case DEBEZIUM_JSON -> JsonWriters.envelopes(config.mode());
          case AVRO -> avro.values(config.mode());
        };
  }

  private String[] headers(ChangeRecord change) {
    Origin origin = change.origin();
    List<String> headers =
        new ArrayList<>(
            List.of(
                MessageHeaders.ORIGIN,
                marker,
                MessageHeaders.ENTITY,
                change.entity(),
                MessageHeaders.SOURCE,
                origin.source() + ":" + origin.stream(),
                MessageHeaders.VERSION,
                origin.version().toString()));
    Instant time = origin.instant();
    if (time != null) {
      headers.addAll(List.of(MessageHeaders.TIMESTAMP, time.toString()));
    }
    return headers.toArray(String[]::new);
  }

  /** By the measure of Kafka's producer, which takes no account of compression either. */
  private static void requireSize(KafkaMessage message, int most) {
    Header[] headers = new Header[message.headers().length / 2];
    for (int i = 0; i < headers.length; i++) {
      headers[i] =
          new RecordHeader(message.headers()[2 * i], message.headers()[2 * i + 1].getBytes(UTF_8));
    }
    int size =
        AbstractRecords.estimateSizeInBytesUpperBound(
            RecordBatch.CURRENT_MAGIC_VALUE,
            CompressionType.NONE,
            message.key(),
            message.value(),
            headers);
    if (size > most) {
      throw new IllegalArgumentException(
          "the message has %d bytes; topic '%s' and the producer take %d (max.message.bytes,"
                  .formatted(size, message.topic(), most)
              + " max.request.size)");
    }
  }
}

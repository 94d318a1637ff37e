package io.esync.connectors.kafka.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.kafka.KafkaSourceConfig.Format;
import io.esync.connectors.kafka.KafkaSourceConfig.KeyFormat;
import io.esync.connectors.kafka.Streams;
import io.esync.connectors.kafka.client.Questions;
import io.esync.connectors.kafka.client.Questions.CheckFailedException;
import io.esync.connectors.kafka.client.TopicCreation;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.json.DeclaredRows;
import io.esync.connectors.spi.store.AppendableSource;
import io.esync.connectors.spi.store.StoreException;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.RowSchema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Adds rows as messages of JSON to the first of a source's topics, and makes that topic with the
 * cluster's defaults. Kafka has no clock that can be asked: rows get the time of this machine.
 */
public final class AppendedTopic implements AppendableSource<KafkaSourceConfig> {
  private static final int PATIENCE_MILLIS = 15_000;

  @Override
  public List<CheckFailure> prepare(
      KafkaSourceConfig config, SourceContext context, RowSchema schema) {
    try {
      if (!config.topics().isEmpty()) {
        create(config);
      }
      return List.of();
    } catch (CheckFailedException e) {
      return List.of(e.failure());
    }
  }

  private static void create(KafkaSourceConfig config) throws CheckFailedException {
    String topic = config.topics().get(0);
    try (Questions questions = Questions.to(config.access())) {
      if (!TopicCreation.exists(topic, questions)) {
        TopicCreation.create(new NewTopic(topic, Optional.empty(), Optional.empty()), questions);
      }
    }
  }

  @Override
  public String append(
      KafkaSourceConfig config, SourceContext context, RowSchema schema, Function<Instant, Row> row)
      throws StoreException {
    requireJson(config);
    String topic = config.topics().get(0);
    Row written = row.apply(Instant.now());
    RowSchema declared = new Streams(config.streams()).of(topic).schema();
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            topic,
            key(config.keyFormat(), written),
            DeclaredRows.text(declared, written).getBytes(UTF_8));
    try {
      create(config);
      RecordMetadata place = send(config, message);
      return "topic %s, partition %d, offset %d"
          .formatted(topic, place.partition(), place.offset());
    } catch (CheckFailedException e) {
      throw new StoreException(e.failure().problem() + ". " + e.failure().remedy(), e);
    } catch (KafkaException e) {
      throw new StoreException("cannot write to topic '" + topic + "': " + e.getMessage(), e);
    }
  }

  private static void requireJson(KafkaSourceConfig config) throws StoreException {
    if (config.topics().isEmpty()) {
      throw new StoreException(
          "messages can be added where the source names its 'topics'; it has a 'topic_pattern'");
    }
    if (config.format() != Format.JSON || config.keyFormat() == KeyFormat.AVRO) {
      throw new StoreException(
          "messages can be added where they are plain JSON: 'format: json', 'key_format' none,"
              + " string or json");
    }
  }

  /** The key in its canonical form, so that messages of one key stand in one partition. */
  private static byte[] key(KeyFormat format, Row row) {
    EntityKey key = EntityKey.of("", row.keyValues());
    return switch (format) {
      case NONE, AVRO -> null;
      case STRING -> key.values().get(0).toString().getBytes(UTF_8);
      case JSON -> RowJson.text(key.row(row.schema().key())).getBytes(UTF_8);
    };
  }

  private static RecordMetadata send(
      KafkaSourceConfig config, ProducerRecord<byte[], byte[]> message) {
    Map<String, String> presumed =
        Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "" + PATIENCE_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "" + PATIENCE_MILLIS / 3,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "" + PATIENCE_MILLIS);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            config.access().clientProperties(presumed),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      return Questions.answer(producer.send(message));
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause().getMessage(), e.getCause());
    }
  }
}

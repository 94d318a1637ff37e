package io.esync.connectors.kafka.store;

import io.esync.connectors.kafka.KafkaRoute;
import io.esync.connectors.kafka.KafkaTargetConfig;
import io.esync.connectors.kafka.KafkaTargetConfig.Format;
import io.esync.connectors.kafka.client.Questions;
import io.esync.connectors.kafka.client.Questions.CheckFailedException;
import io.esync.connectors.kafka.client.TopicCreation;
import io.esync.connectors.kafka.target.TopicTemplate;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.json.LineParser;
import io.esync.connectors.spi.json.RowLineParser;
import io.esync.connectors.spi.store.ReadableTarget;
import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the whole topic of an entity, and folds its messages into one row for each key: the last,
 * for all messages of a key stand in one partition. What is not committed yet is left out.
 */
public final class WrittenTopic implements ReadableTarget<KafkaTargetConfig, KafkaRoute> {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final RowLineParser.Deletes DELETES = new RowLineParser.Deletes("_op", "delete");

  @Override
  public List<Row> read(KafkaTargetConfig config, TargetContext<KafkaRoute> context, RowQuery query)
      throws StoreException {
    if (config.format() != Format.JSON) {
      throw new StoreException("messages can be read back where they are JSON: 'format: json'");
    }
    Map.Entry<String, Route<KafkaRoute>> route = context.routes().entrySet().iterator().next();
    Contract contract = route.getValue().contract();
    String topic =
        TopicTemplate.of(route.getValue().options(), contract)
            .constant()
            .orElseThrow(
                () ->
                    new StoreException("a topic that is named by key fields cannot be read back"));
    try (Questions questions = Questions.to(config.access())) {
      return TopicCreation.exists(topic, questions)
          ? query.of(rows(config, topic, contract).values())
          : List.of();
    } catch (CheckFailedException e) {
      throw new StoreException(e.failure().problem() + ". " + e.failure().remedy(), e);
    } catch (KafkaException e) {
      throw new StoreException("cannot read topic '" + topic + "': " + e.getMessage(), e);
    }
  }

  private static Map<ByteBuffer, Row> rows(
      KafkaTargetConfig config, String topic, Contract contract) throws StoreException {
    RowSchema schema = RowSchema.of(contract.fields(), contract.key());
    LineParser parser = new RowLineParser("", "", schema, DELETES, true);
    Map<ByteBuffer, Row> rows = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(config)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(end -> isBefore(consumer, end))) {
        List<Long> before = partitions.stream().map(consumer::position).toList();
        ConsumerRecords<byte[], byte[]> messages = consumer.poll(PATIENCE);
        if (before.equals(partitions.stream().map(consumer::position).toList())) {
          throw new StoreException("cannot read topic '" + topic + "': no broker answers");
        }
        for (ConsumerRecord<byte[], byte[]> message : messages) {
          fold(message, parser, rows);
        }
      }
    }
    return rows;
  }

  private static boolean isBefore(
      KafkaConsumer<byte[], byte[]> consumer, Map.Entry<TopicPartition, Long> end) {
    return consumer.position(end.getKey()) < end.getValue();
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaTargetConfig config) {
    Map<String, String> presumed =
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", // retention may overtake
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "" + PATIENCE.toMillis());
    return new KafkaConsumer<>(
        config.access().clientProperties(presumed),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static void fold(
      ConsumerRecord<byte[], byte[]> message, LineParser parser, Map<ByteBuffer, Row> rows)
      throws StoreException {
    if (message.key() == null) {
      throw new StoreException(place(message) + "the message has no key");
    }
    ByteBuffer key = ByteBuffer.wrap(message.key());
    SourceChange change = message.value() == null ? null : parse(message, parser);
    if (change == null || change.op() == ChangeOp.DELETE) {
      rows.remove(key);
    } else {
      rows.put(key, change.after());
    }
  }

  private static SourceChange parse(ConsumerRecord<byte[], byte[]> message, LineParser parser)
      throws StoreException {
    try {
      String text = new String(message.value(), StandardCharsets.UTF_8);
      return parser.parse(text, new SourceVersion(0, message.offset(), 0), 0);
    } catch (IllegalArgumentException e) {
      throw new StoreException(place(message) + e.getMessage(), e);
    }
  }

  private static String place(ConsumerRecord<byte[], byte[]> message) {
    return "topic '%s', partition %d, offset %d: "
        .formatted(message.topic(), message.partition(), message.offset());
  }
}

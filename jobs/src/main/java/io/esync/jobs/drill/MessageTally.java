package io.esync.jobs.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.testkit.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed messages of a topic, and counts what came twice or out of order. */
final class MessageTally implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Long, Long> latest = new HashMap<>();
  private final Set<List<Long>> messages = new HashSet<>();
  private long seen;
  private long outOfOrder;

  MessageTally(KafkaServer kafka, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads what is committed by now. */
  void read() {
    ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
    while (!batch.isEmpty()) {
      batch.forEach(this::count);
      batch = consumer.poll(POLL);
    }
  }

  private void count(ConsumerRecord<byte[], byte[]> message) {
    try {
      JsonNode value = JSON.readTree(message.value());
      long id = value.get("id").longValue();
      long number = value.get("number").longValue();
      seen++;
      messages.add(List.of(id, number));
      Long before = latest.put(id, number);
      if (before != null && before >= number) {
        outOfOrder++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("not what the job writes", e);
    }
  }

  /** How many messages there were. */
  long seen() {
    return seen;
  }

  /** How many different ones. */
  long distinct() {
    return messages.size();
  }

  /** How many came behind a later one of their key, or again. */
  long outOfOrder() {
    return outOfOrder;
  }

  /** Whether there are {@code expected} messages, each once and in the order of its key. */
  boolean isExact(long expected) {
    return seen == expected && distinct() == expected && outOfOrder == 0;
  }

  @Override
  public void close() {
    consumer.close();
  }
}

package io.esync.benchmarks.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.testkit.KafkaServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** JSON messages of a topic: five per key from a fixed seed, and markers that come last. */
record Messages(KafkaServer kafka) {
  static final int MARKERS = 64;

  private static final int PER_KEY = 5;
  private static final long FIRST_MARKER = 1_000_000_000_000L;
  private static final byte[] MARKER_NAME = "\"marker\"".getBytes(StandardCharsets.UTF_8);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes {@code count} messages and the markers. */
  void write(String topic, long count) throws InterruptedException, ExecutionException {
    Random random = new Random(42);
    long keys = Math.max(1, count / PER_KEY);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "linger.ms", "20",
                "batch.size", "262144"),
            new StringSerializer(),
            new StringSerializer())) {
      Future<RecordMetadata> last = null;
      for (long i = 0; i < count; i++) {
        long id = (long) (random.nextDouble() * keys);
        last =
            producer.send(message(topic, id, i, "name " + id, Long.toHexString(random.nextLong())));
      }
      producer.flush();
      if (last != null) {
        last.get();
      }
      for (int i = 0; i < MARKERS; i++) {
        producer.send(message(topic, FIRST_MARKER + i, count + i, "marker", "")).get();
      }
    }
  }

  private static ProducerRecord<String, String> message(
      String topic, long id, long number, String name, String note) {
    return new ProducerRecord<>(
        topic,
        "{\"id\":" + id + "}",
        "{\"id\":%d,\"number\":%d,\"name\":\"%s\",\"active\":%b,\"note\":\"%s%s\"}"
            .formatted(id, number, name, number % 3 == 0, note.repeat(4), note));
  }

  /** What was committed to a topic, read on from call to call. */
  final class Tail implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private long messages;
    private long markers;

    Tail(String topic) {
      consumer = consumer(topic);
    }

    /** Reads what has come meanwhile, for a second at most; whether all markers have. */
    boolean hasEnded() {
      long start = System.nanoTime();
      ConsumerRecords<byte[], byte[]> batch;
      do {
        batch = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> next : batch) {
          messages++;
          markers += isMarker(next.value()) ? 1 : 0;
        }
      } while (!batch.isEmpty() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1));
      return markers >= MARKERS;
    }

    long messages() {
      return messages;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  private static boolean isMarker(byte[] value) {
    for (int i = 0; value != null && i <= value.length - MARKER_NAME.length; i++) {
      if (Arrays.equals(value, i, i + MARKER_NAME.length, MARKER_NAME, 0, MARKER_NAME.length)) {
        return true;
      }
    }
    return false;
  }

  /** The last committed message of each key, as a text that does not depend on its JSON's form. */
  Map<Long, String> last(String topic) throws IOException {
    Map<Long, String> last = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
          JsonNode value = JSON.readTree(next.value());
          Map<String, String> members = new TreeMap<>();
          value.properties().forEach(m -> members.put(m.getKey(), m.getValue().asText()));
          last.put(value.get("id").asLong(), members.toString());
        }
      }
    }
    return last;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "isolation.level", "read_committed",
                "max.poll.records", "5000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}

package io.esync.connectors.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of a {@link KafkaServer}: made, written and read with Kafka's own clients. */
public final class KafkaTopic {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaServer server;
  private final String name;

  KafkaTopic(KafkaServer server, String name) {
    this.server = server;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Creates the topic. */
  public KafkaTopic create(int partitions) {
    return create(partitions, Map.of());
  }

  /** Creates the topic with settings such as {@code cleanup.policy}. */
  public KafkaTopic create(int partitions, Map<String, String> settings) {
    try (Admin admin = server.admin()) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
      await(admin.createTopics(List.of(topic)).all());
    }
    return this;
  }

  /** Gives the topic more partitions. */
  public void grow(int partitions) {
    try (Admin admin = server.admin()) {
      await(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all());
    }
  }

  /** How many partitions the topic has. */
  public int partitions() {
    try (Admin admin = server.admin()) {
      return await(admin.describeTopics(List.of(name)).topicNameValues().get(name))
          .partitions()
          .size();
    }
  }

  /** Deletes the records of a partition that are before {@code offset}, as retention does. */
  public void deleteBefore(int partition, long offset) {
    try (Admin admin = server.admin()) {
      await(
          admin
              .deleteRecords(
                  Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(offset)))
              .all());
    }
  }

  /** Commits for a consumer group without members that it goes on at {@code offset}. */
  public void commit(String group, int partition, long offset) {
    try (Admin admin = server.admin()) {
      await(
          admin
              .alterConsumerGroupOffsets(
                  group, Map.of(new TopicPartition(name, partition), new OffsetAndMetadata(offset)))
              .all());
    }
  }

  /** The offset of a partition that the next record gets; marks of transactions count too. */
  public long end(int partition) {
    try (Admin admin = server.admin()) {
      TopicPartition asked = new TopicPartition(name, partition);
      return await(admin.listOffsets(Map.of(asked, OffsetSpec.latest())).partitionResult(asked))
          .offset();
    }
  }

  /** Deletes the topic with all its records. */
  public void delete() {
    try (Admin admin = server.admin()) {
      await(admin.deleteTopics(List.of(name)).all());
    }
  }

  /** Writes one record; a value of null is a tombstone. */
  public void send(String key, String value) {
    send(List.of(new ProducerRecord<>(name, key, value)));
  }

  /** Writes records of text in their order. */
  public void send(Collection<ProducerRecord<String, String>> records) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(producerSettings(), new StringSerializer(), new StringSerializer())) {
      sendAll(producer, records);
    }
  }

  /** Writes records of bytes in their order. */
  public void sendBytes(Collection<ProducerRecord<byte[], byte[]>> records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            producerSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      sendAll(producer, records);
    }
  }

  private static <K, V> void sendAll(
      KafkaProducer<K, V> producer, Collection<ProducerRecord<K, V>> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
    records.forEach(next -> sent.add(producer.send(next)));
    producer.flush();
    sent.forEach(KafkaTopic::await);
  }

  private Map<String, Object> producerSettings() {
    return Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, server.bootstrapServers());
  }

  /** All records of committed transactions, in order for each partition. */
  public List<ConsumerRecord<byte[], byte[]>> records() {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            server.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(info -> new TopicPartition(name, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka answers", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
  }
}

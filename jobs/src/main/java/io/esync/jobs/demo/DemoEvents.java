package io.esync.jobs.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.KafkaTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A Kafka broker with the topic {@value #TOPIC}, in which a customer's events keep their order. */
final class DemoEvents implements AutoCloseable {
  static final String TOPIC = "customer-events";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTITIONS = 4;

  private final KafkaServer server;
  private final KafkaTopic topic;

  private DemoEvents(KafkaServer server) {
    this.server = server;
    this.topic = server.topic(TOPIC).create(PARTITIONS);
  }

  /** Starts the broker and creates the topic. */
  static DemoEvents start(Path folder) {
    return new DemoEvents(KafkaServer.builder().dataDirectory(folder).start());
  }

  void send(Collection<ShopEvent> events) {
    topic.send(
        events.stream()
            .map(
                event ->
                    new ProducerRecord<>(TOPIC, Long.toString(event.customerId()), event.json()))
            .toList());
  }

  /** All events; those of a customer in their order. */
  List<ShopEvent> read() {
    List<ShopEvent> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : topic.records()) {
      events.add(event(new String(message.value(), StandardCharsets.UTF_8)));
    }
    return events;
  }

  private static ShopEvent event(String json) {
    try {
      JsonNode event = JSON.readTree(json);
      return new ShopEvent(
          event.get("customer_id").asLong(),
          Instant.parse(event.get("seen_at").asText()),
          event.get("newsletter").asBoolean());
    } catch (JsonProcessingException e) {
      throw new DemoFailedException("The topic holds what is no event: " + json, e);
    }
  }

  /** What the references in {@code pipelines/customer-360.yaml} stand for. */
  Map<String, String> environment() {
    return Map.of("EVENTS_BROKERS", server.bootstrapServers());
  }

  /** The address for people. */
  String address() {
    return server.bootstrapServers() + "/" + TOPIC;
  }

  @Override
  public void close() {
    server.close();
  }
}

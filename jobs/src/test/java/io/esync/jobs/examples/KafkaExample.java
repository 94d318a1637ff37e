package io.esync.jobs.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.KafkaTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** {@code kafka.yaml}: two topics into a third one. */
final class KafkaExample implements Example {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaServer server;
  private final KafkaTopic crm;
  private final KafkaTopic shop;
  private final KafkaTopic contacts;
  private final Path folder;
  private final Map<Long, String> rows = new HashMap<>();

  KafkaExample(ExampleServers servers, Path folder) {
    this.server = servers.kafka();
    this.crm = server.topic("crm.contacts").create(2);
    this.shop = server.topic("shop.contacts").create(2);
    this.contacts = server.topic("contacts").create(3);
    this.folder = folder;
  }

  @Override
  public String file() {
    return "kafka.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of(
        "\"localhost:9092\"",
        "\"" + server.bootstrapServers() + "\"",
        ".esync/data",
        folder.resolve("data").toString(),
        "interval: 5s",
        "interval: 100ms");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public void put(long id, String name) {
    crm.send(key(id), "{\"id\": %d, \"name\": \"%s\"}".formatted(id, name));
    rows.put(id, name);
  }

  @Override
  public void delete(long id) {
    crm.send(key(id), null);
    rows.remove(id);
  }

  private static String key(long id) {
    return "{\"id\": " + id + "}";
  }

  @Override
  public Map<Long, String> source() {
    return rows;
  }

  @Override
  public Map<Long, String> target() throws IOException {
    Map<Long, String> names = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> message : contacts.records()) {
      long id = JSON.readTree(new String(message.key(), UTF_8)).get("id").longValue();
      if (message.value() == null) {
        names.remove(id);
      } else {
        names.put(id, JSON.readTree(message.value()).get("name").textValue());
      }
    }
    return names;
  }

  @Override
  public void close() {
    crm.delete();
    shop.delete();
    contacts.delete();
  }
}

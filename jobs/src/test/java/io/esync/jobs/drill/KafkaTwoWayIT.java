package io.esync.jobs.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.KafkaTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two topics that are kept in step both ways. */
@Tag("long")
class KafkaTwoWayIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NAME = "kafka-two-way";
  private static final int KEYS = 20;
  private static final int EDITS = 10;

  private final DrillSite site = SharedSite.get();
  private final KafkaTopic north = site.kafka().topic(NAME + "-north").create(2);
  private final KafkaTopic south = site.kafka().topic(NAME + "-south").create(3);
  private String job;

  @AfterEach
  void stop() {
    site.cancel(job);
    north.delete();
    south.delete();
  }

  @Test
  void edits_of_either_topic_come_to_the_other_and_what_comes_back_is_no_edit() {
    job = site.submit(NAME, yaml());

    edit(north, "name");
    edit(south, "email");
    site.awaitCheckpoints(job);
    site.crashTaskManager();
    site.flink().awaitRunning(job, PATIENCE);
    edit(north, "name");

    Map<String, String> expected = new HashMap<>();
    for (int id = 0; id < KEYS; id++) {
      expected.put(key(id), "{\"id\":%d,\"name\":\"name 9\",\"email\":\"email 9\"}".formatted(id));
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(latest(north)).isEqualTo(expected);
              assertThat(latest(south)).isEqualTo(expected);
            });
    assertRest();

    south.send(key(7), null);

    expected.remove(key(7));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(latest(north)).isEqualTo(expected));
    assertRest();
  }

  /** Nothing is written any more: what was written is read again as an echo, and no edit. */
  private void assertRest() {
    site.awaitCheckpoints(job);
    List<Integer> before = List.of(north.records().size(), south.records().size());
    site.awaitCheckpoints(job);
    assertThat(List.of(north.records().size(), south.records().size())).isEqualTo(before);
  }

  /** Messages that carry one field, as somebody sends them who knows of no other. */
  private static void edit(KafkaTopic topic, String field) {
    List<ProducerRecord<String, String>> messages = new ArrayList<>();
    for (int i = 0; i < EDITS; i++) {
      for (int id = 0; id < KEYS; id++) {
        String value = "{\"id\":%d,\"%s\":\"%s %d\"}".formatted(id, field, field, i);
        messages.add(new ProducerRecord<>(topic.name(), key(id), value));
      }
    }
    topic.send(messages);
  }

  private static String key(int id) {
    return "{\"id\":" + id + "}";
  }

  private static Map<String, String> latest(KafkaTopic topic) {
    Map<String, String> latest = new HashMap<>();
    topic
        .records()
        .forEach(
            message -> {
              String key = new String(message.key(), UTF_8);
              if (message.value() == null) {
                latest.remove(key);
              } else {
                latest.put(key, new String(message.value(), UTF_8));
              }
            });
    return latest;
  }

  private String yaml() {
    return """
        pipeline:
          id: %1$s
          parallelism: 2
          data_dir: %2$s
          checkpointing: {interval: 1s}
          sources:
            - id: north
              type: kafka
              config:
                bootstrap_servers: "%3$s"
                topics: [%1$s-north]
                key_format: json
                streams: {%1$s-north: {key: [id], fields: {id: bigint, name: string, email: string}}}
            - id: south
              type: kafka
              config:
                bootstrap_servers: "%3$s"
                topics: [%1$s-south]
                key_format: json
                streams: {%1$s-south: {key: [id], fields: {id: bigint, name: string, email: string}}}
          entities:
            - name: customer
              key: [id]
              fields: {id: {type: bigint}, name: {type: string}, email: {type: string}}
              from:
                - {source: north, stream: %1$s-north, map: {id: id, name: name, email: email}}
                - {source: south, stream: %1$s-south, map: {id: id, name: name, email: email}}
              merge: {strategy: field-level}
              to:
                - {target: to-north, topic: %1$s-north}
                - {target: to-south, topic: %1$s-south}
          targets:
            - {id: to-north, type: kafka, echo: north, config: {bootstrap_servers: "%3$s"}}
            - {id: to-south, type: kafka, echo: south, config: {bootstrap_servers: "%3$s"}}
        """
        .formatted(NAME, site.folder().resolve("data"), site.kafka().bootstrapServers());
  }
}

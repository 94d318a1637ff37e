package io.esync.connectors.kafka;

import static io.esync.connectors.kafka.OrdersTopic.PATIENCE;
import static io.esync.connectors.kafka.OrdersTopic.SERVER;
import static io.esync.connectors.kafka.OrdersTopic.awaitIds;
import static io.esync.connectors.kafka.OrdersTopic.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.kafka.KafkaSourceConfig.Order;
import io.esync.connectors.testkit.KafkaTopic;
import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.SourceVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class TopicsSourceTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(4).build());

  @TempDir Path savepoints;

  private final OrdersTopic orders = new OrdersTopic();
  private final String name = orders.name;
  private final KafkaTopic topic = orders.topic;
  private final SourceOptions options = orders.options;

  @Test
  void a_topic_that_doubles_is_followed_and_moved_keys_count_as_newer() throws Exception {
    topic.create(2);
    put(LongStream.range(0, 20));
    try (SourceRun run = start(2, null)) {
      awaitIds(run, 20);
      topic.grow(4);
      await().atMost(PATIENCE).until(() -> topic.partitions() == 4);

      put(LongStream.range(0, 20));

      await().atMost(PATIENCE).until(() -> run.changes().size() == 40);
      for (long id = 0; id < 20; id++) {
        assertThat(versions(run, id)).isSorted().doesNotHaveDuplicates();
      }
      assertThat(run.changes())
          .extracting(change -> change.origin().version().major())
          .contains(2L, 3L);
    }
  }

  @Test
  void a_topic_that_grows_so_that_keys_move_down_stops_the_job_until_the_generation_rises()
      throws Exception {
    topic.create(2);
    put(LongStream.range(0, 4));
    String savepoint;
    try (SourceRun run = start(1, null)) {
      awaitIds(run, 4);
      savepoint = run.stopWithSavepoint(savepoints);
    }
    topic.grow(3);
    put(LongStream.range(0, 4));
    int before;
    try (SourceRun run = start(1, savepoint)) {
      await().atMost(PATIENCE).until(() -> run.status() == JobStatus.FAILED);
      before = run.changes().size();
    }

    options.generation = 1;

    try (SourceRun run = start(1, savepoint)) {
      await().atMost(PATIENCE).until(() -> run.changes().size() == before + 4);
      assertThat(run.changes().subList(before, before + 4))
          .extracting(change -> change.origin().version().generation())
          .containsOnly(1);
    }
  }

  @Test
  void a_topic_that_is_ordered_by_time_may_grow_as_it_likes() throws Exception {
    options.order = Order.TIMESTAMP;
    topic.create(2);
    put(LongStream.range(0, 4));
    try (SourceRun run = start(1, null)) {
      awaitIds(run, 4);
      topic.grow(3);
      await().atMost(PATIENCE).until(() -> topic.partitions() == 3);
      put(LongStream.range(0, 4));

      await().atMost(PATIENCE).until(() -> run.changes().size() == 8);
      for (long id = 0; id < 4; id++) {
        assertThat(versions(run, id)).isSorted().doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void the_readers_of_a_savepoint_may_be_more_or_fewer() throws Exception {
    topic.create(4);
    put(LongStream.range(0, 50));
    String savepoint;
    try (SourceRun run = start(3, null)) {
      awaitIds(run, 50);
      savepoint = run.stopWithSavepoint(savepoints);
    }
    put(LongStream.range(50, 100));
    try (SourceRun run = start(1, savepoint)) {
      awaitIds(run, 100);
      savepoint = run.stopWithSavepoint(savepoints);
    }
    put(LongStream.range(100, 150));
    try (SourceRun run = start(4, savepoint)) {
      awaitIds(run, 150);
      assertThat(run.changes()).hasSize(150);
    }
  }

  @Test
  void topics_of_a_pattern_are_found_when_they_come() throws Exception {
    options.topics = List.of();
    options.topicPattern = name + "[.].*";
    options.streams =
        Map.of(name + "[.].*", new TopicStream(List.of("id"), Map.of("id", "bigint")));
    SERVER.topic(name + ".eu").create(1).send("{\"id\":1}", "{\"id\":1}");
    try (SourceRun run = start(1, null)) {
      awaitIds(run, 1);

      SERVER.topic(name + ".us").create(1).send("{\"id\":2}", "{\"id\":2}");

      awaitIds(run, 2);
      assertThat(run.changes())
          .extracting(change -> change.origin().stream())
          .containsExactly(name + ".eu", name + ".us");
    }
  }

  private void put(LongStream ids) {
    orders.put(ids);
  }

  private SourceRun start(int parallelism, String savepoint) throws Exception {
    return orders.start(parallelism, savepoint);
  }

  private static List<SourceVersion> versions(SourceRun run, long id) {
    return run.changes().stream()
        .filter(change -> id(change) == id)
        .map(change -> change.origin().version())
        .toList();
  }
}

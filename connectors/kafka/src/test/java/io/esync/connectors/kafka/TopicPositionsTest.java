package io.esync.connectors.kafka;

import static io.esync.connectors.kafka.OrdersTopic.PATIENCE;
import static io.esync.connectors.kafka.OrdersTopic.SERVER;
import static io.esync.connectors.kafka.OrdersTopic.awaitIds;
import static io.esync.connectors.kafka.OrdersTopic.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.kafka.KafkaSourceConfig.LostRecords;
import io.esync.connectors.kafka.StartOptions.At;
import io.esync.connectors.testkit.KafkaTopic;
import io.esync.connectors.testkit.contract.SourceRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Where reading begins, and what is not there to be read. */
@Timeout(240)
class TopicPositionsTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  @TempDir Path savepoints;

  private final OrdersTopic orders = new OrdersTopic();
  private final String name = orders.name;
  private final KafkaTopic topic = orders.topic;
  private final SourceOptions options = orders.options;

  @Test
  void reading_begins_where_the_file_says() throws Exception {
    topic.create(1);
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    topic.send(
        LongStream.range(0, 5)
            .mapToObj(id -> orders.message(id, noon.plusSeconds(id).toEpochMilli()))
            .toList());

    options.start = new StartOptions(At.TIMESTAMP, "2026-01-01T12:00:03Z", Map.of());
    assertThat(idsReadFirst(2)).containsExactly(3L, 4L);
    options.start = new StartOptions(At.OFFSETS, null, Map.of(name + ":0", 4L));
    assertThat(idsReadFirst(1)).containsExactly(4L);
    options.start = new StartOptions(At.EARLIEST, null, Map.of());
    assertThat(idsReadFirst(5)).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void what_a_transaction_took_back_is_not_read() throws Exception {
    topic.create(1);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", SERVER.bootstrapServers(), "transactional.id", name),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(orders.message(1, 1)).get();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(orders.message(2, 1)).get();
      producer.commitTransaction();
    }

    assertThat(idsReadFirst(1)).containsExactly(2L);
  }

  @Test
  void the_latest_is_what_comes_after_the_start() throws Exception {
    topic.create(1);
    orders.put(LongStream.range(0, 5));
    options.start = new StartOptions(At.LATEST, null, Map.of());
    try (SourceRun run = orders.start(1, null)) {
      AtomicLong next = new AtomicLong(5);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                orders.put(LongStream.of(next.getAndIncrement()));
                return !run.changes().isEmpty();
              });

      assertThat(ids(run)).isSorted().allMatch(id -> id >= 5);
    }
  }

  @Test
  void a_group_goes_on_behind_what_it_has_committed_and_else_from_the_earliest() throws Exception {
    topic.create(2);
    topic.send(
        LongStream.range(0, 6).mapToObj(id -> orders.inPartition((int) (id % 2), id)).toList());
    options.groupId = "group-of-" + name;
    options.start = new StartOptions(At.GROUP, null, Map.of());
    topic.commit(options.groupId, 0, 2);

    assertThat(idsReadFirst(4)).containsExactlyInAnyOrder(4L, 1L, 3L, 5L);
  }

  @Test
  void records_that_are_gone_before_they_are_read_stop_the_job_and_say_how_to_go_on()
      throws Exception {
    String savepoint = savepointBeforeLoss();
    try (SourceRun run = orders.start(1, savepoint)) {
      assertThat(run.awaitFailure())
          .hasStackTraceContaining(name)
          .hasStackTraceContaining("lost_records: continue");
      assertThat(ids(run)).containsExactly(0L, 1L);
    }
  }

  @Test
  void behind_a_gap_the_job_goes_on_where_that_is_wanted() throws Exception {
    String savepoint = savepointBeforeLoss();
    options.lostRecords = LostRecords.CONTINUE;
    try (SourceRun run = orders.start(1, savepoint)) {
      awaitIds(run, 3);

      assertThat(ids(run)).containsExactly(0L, 1L, 4L);
    }
  }

  /** A savepoint behind 1, while 2 and 3 are deleted and 4 is there. */
  private String savepointBeforeLoss() throws Exception {
    topic.create(1);
    orders.put(LongStream.range(0, 2));
    String savepoint;
    try (SourceRun run = orders.start(1, null)) {
      awaitIds(run, 2);
      savepoint = run.stopWithSavepoint(savepoints);
    }
    orders.put(LongStream.range(2, 5));
    topic.deleteBefore(0, 4);
    return savepoint;
  }

  private List<Long> idsReadFirst(int count) throws Exception {
    try (SourceRun reading = orders.start(UUID.randomUUID().toString(), 1, null)) {
      await().atMost(PATIENCE).until(() -> reading.changes().size() >= count);
      return ids(reading);
    }
  }
}

package io.esync.connectors.kafka;

import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.KafkaTopic;
import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.SourceChange;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic of a test's own, with orders of which there is an id alone, and jobs that read it. */
final class OrdersTopic {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  static final KafkaServer SERVER = SharedKafka.get();

  final String name = "orders-" + UUID.randomUUID();
  final KafkaTopic topic = SERVER.topic(name);
  final SourceOptions options = new SourceOptions().topic(name).at(SERVER.bootstrapServers());

  /** Runs of one topic add to the same records. */
  SourceRun start(int parallelism, String savepoint) throws Exception {
    return start(name, parallelism, savepoint);
  }

  SourceRun start(String run, int parallelism, String savepoint) throws Exception {
    SourceContext context = new SourceContext("shop", "orders", List.of());
    return SourceRun.start(
        run, new KafkaSourceConnector().source(options.config(), context), parallelism, savepoint);
  }

  void put(LongStream ids) {
    topic.send(ids.mapToObj(id -> message(id, System.currentTimeMillis())).toList());
  }

  ProducerRecord<String, String> message(long id, long time) {
    String row = "{\"id\":" + id + "}";
    return new ProducerRecord<>(name, null, time, row, row);
  }

  ProducerRecord<String, String> inPartition(int partition, long id) {
    String row = "{\"id\":" + id + "}";
    return new ProducerRecord<>(name, partition, row, row);
  }

  static void awaitIds(SourceRun run, int count) {
    await().atMost(PATIENCE).until(() -> ids(run).stream().distinct().count() == count);
  }

  static List<Long> ids(SourceRun run) {
    return run.changes().stream().map(OrdersTopic::id).toList();
  }

  static long id(SourceChange change) {
    return (Long) change.after().get("id");
  }
}

package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.benchmarks.BenchmarkCase;
import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.Figure;
import io.esync.benchmarks.Measurement;
import io.esync.benchmarks.Servers;
import io.esync.benchmarks.Sizes;
import io.esync.benchmarks.Verdict;
import io.esync.benchmarks.measure.Meter;
import io.esync.benchmarks.measure.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * S6: messages of a topic go to another one, exactly once. The clock runs from the submission of
 * the job until the last ones are committed. What counts is the last message of each key.
 */
final class KafkaCase implements BenchmarkCase {
  private static final String INPUT = "bench-in";
  private static final int PARTITIONS = 4;

  private final Sizes sizes;
  private Messages messages;
  private Map<Long, String> expected;
  private int runs;

  KafkaCase(Sizes sizes) {
    this.sizes = sizes;
  }

  @Override
  public String id() {
    return "S6";
  }

  @Override
  public String title() {
    return "Kafka → Kafka, exactly once, last-write-wins, five messages per key";
  }

  @Override
  public Figure figure() {
    return new Figure("messages/s", true);
  }

  @Override
  public List<Contestant> contestants() {
    return List.of(
        Contestant.esync("kafka.yaml"),
        Contestant.flinkSql(Contestant.DOCUMENTED, "kafka-documented.sql"),
        Contestant.flinkSql(Contestant.BEST, "kafka-best.sql"));
  }

  @Override
  public void prepare(Servers servers) throws Exception {
    messages = new Messages(servers.kafka());
    servers.kafka().topic(INPUT).create(PARTITIONS);
    messages.write(INPUT, sizes.rows());
    expected = messages.last(INPUT);
  }

  @Override
  public Measurement run(Contestant contestant, Arena arena) throws Exception {
    String output = "bench-out-" + ++runs;
    arena.servers().kafka().topic(output).create(PARTITIONS);
    arena.open();
    Meter meter = arena.startMeter();
    arena.submit(
        contestant, Map.of("kafka", arena.servers().kafka().bootstrapServers(), "topic", output));
    long written;
    try (Messages.Tail tail = messages.new Tail(output)) {
      arena.await(
          "messages",
          sizes.rows(),
          tail::messages,
          tail::hasEnded,
          Duration.ofMinutes(10).plusSeconds(sizes.rows() / 1000));
      written = tail.messages();
    }
    double seconds = meter.seconds();
    Map<String, Usage> usage = arena.usage();
    return new Measurement(
        Map.of(
            "messages/s", sizes.rows() / seconds, "seconds", seconds, "written", (double) written),
        usage,
        compare(messages.last(output)));
  }

  private Verdict compare(Map<Long, String> actual) {
    long missing = expected.keySet().stream().filter(key -> !actual.containsKey(key)).count();
    long extra = actual.keySet().stream().filter(key -> !expected.containsKey(key)).count();
    long different =
        expected.entrySet().stream()
            .filter(entry -> actual.containsKey(entry.getKey()))
            .filter(entry -> !Objects.equals(actual.get(entry.getKey()), entry.getValue()))
            .count();
    return Verdict.of(missing, extra, different);
  }
}

package io.esync.jobs.drill;

import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.KafkaTopic;
import io.esync.jobs.cluster.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One run of the Kafka drill: messages are read from a topic while they are written, become an
 * entity's changes, and are written to another topic. Meanwhile the TaskManager is killed, and the
 * job is stopped with a savepoint and goes on with another parallelism.
 */
final class KafkaRun {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int INPUT_PARTITIONS = 4;
  private static final int OUTPUT_PARTITIONS = 3;
  private static final int PARALLELISM = 2;
  private static final int RESCALED = 3;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final DrillSite site;
  private final KafkaOptions options;
  private final String name;
  private final Random random;
  private final Consumer<String> progress;
  private final List<String> kills = new ArrayList<>();

  KafkaRun(DrillSite site, KafkaOptions options, Consumer<String> progress) {
    this.site = site;
    this.options = options;
    this.name = "kafka-" + options.strategy() + "-" + options.seed();
    this.random = new Random(options.seed() * SPREAD);
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param kills how much was in the output when the TaskManager was killed
   * @param restored how often the job went on from a checkpoint
   * @param output what a reader of committed messages saw
   * @param rejected records in the DLQ
   */
  record Result(
      KafkaOptions options,
      List<String> kills,
      long restored,
      MessageTally output,
      long rejected,
      Duration took) {
    boolean passed() {
      return output.isExact(options.messages()) && rejected == 0;
    }
  }

  Result run() {
    KafkaServer kafka = site.kafka();
    KafkaTopic input = kafka.topic(name + "-in").create(INPUT_PARTITIONS);
    KafkaTopic output = kafka.topic(name + "-out").create(OUTPUT_PARTITIONS);
    long start = System.nanoTime();
    String job = site.submit(name, pipeline(PARALLELISM));
    long restored;
    try (MessageLoad load = MessageLoad.start(kafka, input.name(), options);
        MessageTally tally = new MessageTally(kafka, output.name())) {
      for (int i = 0; i < options.kills(); i++) {
        double part = (i + 0.2 + 0.6 * random.nextDouble()) / options.kills();
        awaitSeen(tally, (long) (options.messages() * part * 0.8));
        kill(job, tally);
        if (i == 0) {
          job = rescale(job);
        }
      }
      await("the load did not end", load::isDone);
      awaitSeen(tally, options.messages());
      site.awaitCheckpoints(job); // what was written twice would be visible by then
      tally.read();
      restored = site.flink().checkpoints(job).restored();
      site.cancel(job);
      return new Result(
          options,
          kills,
          restored,
          tally,
          MergedFiles.count(site.folder().resolve("data").resolve(name).resolve("dlq")),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private String rescale(String job) {
    say("stops with a savepoint, goes on with parallelism " + RESCALED);
    return site.submit(name, pipeline(RESCALED), "-s", site.stop(job));
  }

  private void kill(String job, MessageTally tally) {
    String where = tally.seen() * 100 / options.messages() + "%";
    say("kills the TaskManager: " + where);
    kills.add(where);
    site.crashTaskManager();
    site.flink().awaitRunning(job, PATIENCE);
  }

  private void awaitSeen(MessageTally tally, long messages) {
    await(
        messages + " messages did not come out",
        () -> {
          tally.read();
          return tally.distinct() >= messages;
        });
  }

  private String pipeline(int parallelism) {
    return """
        pipeline:
          id: %1$s
          parallelism: %2$d
          data_dir: %3$s
          checkpointing: {interval: 1s}
          sources:
            - id: source
              type: kafka
              config:
                bootstrap_servers: "%4$s"
                topics: [%1$s-in]
                key_format: json
                streams: {%1$s-in: {key: [id], fields: {id: bigint, number: bigint, text: string}}}
          entities:
            - name: message
              key: [id]
              fields: {id: {type: bigint}, number: {type: bigint}, text: {type: string}}
              from: [{source: source, stream: %1$s-in}]
              merge: {strategy: %5$s}
              to: [{target: target, topic: %1$s-out}]
          targets:
            - id: target
              type: kafka
              config: {bootstrap_servers: "%4$s"}
        """
        .formatted(
            name,
            parallelism,
            site.folder().resolve("data"),
            site.kafka().bootstrapServers(),
            options.strategy());
  }

  private void await(String tooLate, BooleanSupplier condition) {
    if (!Polling.holds(PATIENCE, condition::getAsBoolean)) {
      throw new IllegalStateException(
          name + ": " + tooLate + " within " + PATIENCE.toMinutes() + " min");
    }
  }

  private void say(String text) {
    progress.accept(name + ": " + text);
  }
}

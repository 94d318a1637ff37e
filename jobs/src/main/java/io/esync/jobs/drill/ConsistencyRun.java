package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.cluster.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One run of the consistency drill: a table is copied and followed while several connections change
 * it and the TaskManager is killed; then both sides are compared.
 */
final class ConsistencyRun {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Neighbouring seeds begin with nearly the same numbers. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int CHUNKS = 16;

  private final DrillSite site;
  private final DrillSource database;
  private final ConsistencyOptions options;
  private final Consumer<String> progress;
  private final String name;
  private final Random random;
  private final List<String> kills = new ArrayList<>();

  ConsistencyRun(
      DrillSite site, ConsistencyOptions options, int number, Consumer<String> progress) {
    this.site = site;
    this.database = site.source(options.source());
    this.options = options;
    this.progress = progress;
    this.name =
        "drill_"
            + options.source()
            + "_"
            + options.strategy().name().toLowerCase(Locale.ROOT)
            + "_"
            + number;
    this.random = new Random((options.seed() + number) * SPREAD);
  }

  /**
   * What came of it.
   *
   * @param changes rows that the writers changed
   * @param kills where in its course the job was hit
   * @param restored how often the job went on from a checkpoint
   * @param rejected records in the DLQ
   */
  record Result(
      ConsistencyOptions options,
      long changes,
      List<String> kills,
      long restored,
      long rejected,
      Duration took,
      TableComparison comparison) {
    boolean passed() {
      return comparison.isEqual() && rejected == 0;
    }
  }

  Result run() throws SQLException, InterruptedException {
    PostgresServer server = site.server();
    server.createDatabase(target());
    database.create(source(), options.rows());
    long start = System.nanoTime();
    String job;
    long changes;
    try (ChangeLoad load =
        ChangeLoad.start(
            database,
            source(),
            options.rows(),
            options.writers(),
            options.rate(),
            options.seed())) {
      job = site.submit(name, pipeline());
      if (options.kills() > 0) {
        killDuringSnapshot(job);
      }
      await("the copy did not end", this::isStreaming);
      say("follows the changes");
      for (int i = 1; i < options.kills(); i++) {
        linger(1 + random.nextInt(3));
        kill(job, "stream");
        await("the log is not read", this::isStreaming);
      }
      linger(options.seconds());
      load.stop();
      changes = load.changes();
    }
    awaitCaughtUp(job);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    TableComparison comparison =
        TableComparison.of(
            database.server(),
            source(),
            database.content(),
            server,
            target(),
            database.copiedContent());
    long restored = site.flink().checkpoints(job).restored();
    site.cancel(job);
    Result result = new Result(options, changes, kills, restored, rejected(), took, comparison);
    if (result.passed()) {
      database.drop(source());
      server.execute("postgres", "DROP DATABASE \"" + target() + "\" WITH (FORCE)");
    }
    return result;
  }

  private String source() {
    return name + "_source";
  }

  private String target() {
    return name + "_target";
  }

  private String pipeline() {
    return """
        pipeline:
          id: %s
          parallelism: 2
          data_dir: %s
          checkpointing: {interval: 1s}
          sources:
            - id: source
              type: %s
              config:
                host: %s
                port: %d
                database: %s
                username: %s
                password: "${file:%s}"
                tables: [%s]
                split_size: %d
          entities:
            - name: drill
              key: [id]
              from: [{source: source, stream: %s}]
              merge: {strategy: %s}
              to: [{target: target}]
          targets:
            - id: target
              type: jdbc
              config: {url: "%s", username: %s, password: "${file:%s}"}
        """
        .formatted(
            name.replace('_', '-'),
            data(),
            database.connector(),
            database.server().host(),
            database.server().port(),
            source(),
            database.server().user(),
            database.passwordFile(),
            database.stream(source()),
            Math.max(100, options.rows() / CHUNKS),
            database.stream(source()),
            options.strategy(),
            site.server().jdbcUrl(target()),
            site.server().user(),
            site.passwordFile());
  }

  private Path data() {
    return site.folder().resolve("data");
  }

  private void killDuringSnapshot(String job) throws InterruptedException {
    long enough = (long) (options.rows() * (0.05 + 0.5 * random.nextDouble()));
    await("nothing is copied", () -> targetRows() >= enough);
    kill(job, isStreaming() ? "late" : targetRows() * 100 / options.rows() + "%");
  }

  private void kill(String job, String where) {
    say("kills the TaskManager: " + where);
    kills.add(where);
    site.crashTaskManager();
    site.flink().awaitRunning(job, PATIENCE);
  }

  private long targetRows() {
    return Sql.count(site.server(), target(), "public.drill");
  }

  private boolean isStreaming() {
    return database.isRead(source());
  }

  /**
   * Waits until everything is written that was committed before: until the markers are there, and
   * two checkpoints more, so that no batch is on its way.
   */
  private void awaitCaughtUp(String job) {
    database.insertMarkers(source());
    await(
        "the target did not catch up",
        () ->
            Sql.number(site.server(), target(), "SELECT count(*) FROM public.drill WHERE id < 0")
                == DrillTable.MARKERS);
    site.awaitCheckpoints(job);
  }

  private long rejected() {
    Path dlq = data().resolve(name.replace('_', '-')).resolve("dlq");
    if (!Files.exists(dlq)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(dlq)) {
      long lines = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (Stream<String> text = Files.lines(file)) {
          lines += text.count();
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + dlq, e);
    }
  }

  private static void linger(int seconds) throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(seconds).toMillis());
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

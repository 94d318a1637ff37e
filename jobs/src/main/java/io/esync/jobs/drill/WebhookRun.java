package io.esync.jobs.drill;

import io.esync.connectors.testkit.ServerPort;
import io.esync.jobs.cluster.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One run of the webhook drill: events are sent to a webhook, whose rows a pipeline writes to
 * PostgreSQL, while the TaskManager is killed. As soon as the last event is answered, the table is
 * compared with what was answered: nothing may be on its way any more.
 */
final class WebhookRun {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String SECRET = "geheim";

  private final DrillSite site;
  private final WebhookOptions options;
  private final String name;
  private final int port = ServerPort.free();
  private final Consumer<String> progress;
  private final List<String> kills = new ArrayList<>();

  WebhookRun(DrillSite site, WebhookOptions options, Consumer<String> progress) {
    this.site = site;
    this.options = options;
    this.name = "webhook-" + options.seed();
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param kills how many events were answered when the TaskManager was killed
   * @param restored how often the job went on from a checkpoint
   * @param taken events that were answered 2xx
   * @param retries how often an event was sent again because it got no such answer
   * @param repeated deliveries that were sent again after they got it
   * @param forged events with a wrong signature
   * @param missing ids of events that were answered 2xx and are not in the table
   * @param different ids of rows with another text than the first delivery's
   * @param extra rows of no such event
   * @param unexpected answers that are neither 200 nor, of forged events, 401
   * @param rejected records in the DLQ
   */
  record Result(
      WebhookOptions options,
      List<String> kills,
      long restored,
      int taken,
      long retries,
      int repeated,
      int forged,
      List<Long> missing,
      List<Long> different,
      List<Long> extra,
      List<Integer> unexpected,
      long rejected,
      Duration took) {
    boolean passed() {
      return taken == options.events()
          && missing.isEmpty()
          && different.isEmpty()
          && extra.isEmpty()
          && unexpected.isEmpty()
          && rejected == 0;
    }
  }

  Result run() throws SQLException {
    site.server().createDatabase(name);
    Path secret = secretFile();
    long start = System.nanoTime();
    String job = site.submit(name, pipeline(secret));
    try (EventLoad load =
        new EventLoad(URI.create("http://localhost:" + port + "/"), SECRET, options.atOnce())) {
      load.start(options.events(), options.seed());
      for (int i = 1; i <= options.kills(); i++) {
        int enough = options.events() * i / (options.kills() + 1);
        await(enough + " events were not answered", () -> load.takenCount() >= enough);
        kill(job, load);
      }
      await("the events were not answered", load::isDone);
      Map<Long, String> rows = rows();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      long restored = site.flink().checkpoints(job).restored();
      site.cancel(job);
      return result(load, rows, restored, took);
    }
  }

  private Result result(EventLoad load, Map<Long, String> rows, long restored, Duration took) {
    Map<Long, String> taken = load.taken();
    return new Result(
        options,
        kills,
        restored,
        taken.size(),
        load.retries(),
        load.repeated(),
        load.forged(),
        taken.keySet().stream().filter(id -> !rows.containsKey(id)).sorted().toList(),
        taken.keySet().stream()
            .filter(id -> rows.containsKey(id) && !rows.get(id).equals(taken.get(id)))
            .sorted()
            .toList(),
        rows.keySet().stream().filter(id -> !taken.containsKey(id)).sorted().toList(),
        load.unexpected(),
        MergedFiles.count(site.folder().resolve("data").resolve(name).resolve("dlq")),
        took);
  }

  private void kill(String job, EventLoad load) {
    String where = load.takenCount() * 100 / options.events() + "%";
    progress.accept(name + ": kills the TaskManager: " + where);
    kills.add(where);
    site.crashTaskManager();
    site.flink().awaitRunning(job, PATIENCE);
  }

  private Path secretFile() {
    try {
      return Files.writeString(site.folder().resolve("webhook-secret"), SECRET);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + site.folder(), e);
    }
  }

  private Map<Long, String> rows() throws SQLException {
    Map<Long, String> rows = new HashMap<>();
    try (Connection connection = site.server().connect(name);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT id, text FROM public.event")) {
      while (result.next()) {
        rows.put(result.getLong(1), result.getString(2));
      }
    }
    return rows;
  }

  private String pipeline(Path secret) {
    return """
        pipeline:
          id: %s
          parallelism: 2
          data_dir: %s
          checkpointing: {interval: 1s}
          sources:
            - id: source
              type: webhook
              config:
                port: %d
                signature: {scheme: github, secrets: ["${file:%s}"]}
                streams:
                  rows:
                    when: {header: X-GitHub-Event, is: [rows]}
                    record: /row
                    key: [id]
                    fields: {id: bigint, text: string}
          entities:
            - name: event
              key: [id]
              from: [{source: source, stream: rows}]
              merge: {strategy: last-write-wins}
              to: [{target: target}]
          targets:
            - id: target
              type: jdbc
              config: {url: "%s", username: %s, password: "${file:%s}"}
        """
        .formatted(
            name,
            site.folder().resolve("data"),
            port,
            secret,
            site.server().jdbcUrl(name),
            site.server().user(),
            site.passwordFile());
  }

  private void await(String tooLate, BooleanSupplier condition) {
    if (!Polling.holds(PATIENCE, condition::getAsBoolean)) {
      throw new IllegalStateException(
          name + ": " + tooLate + " within " + PATIENCE.toMinutes() + " min");
    }
  }
}

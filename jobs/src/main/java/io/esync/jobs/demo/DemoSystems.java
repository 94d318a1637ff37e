package io.esync.jobs.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.jobs.cluster.ClusterDirectory;
import io.esync.jobs.cluster.ClusterOptions;
import io.esync.jobs.cluster.FlinkRest;
import io.esync.jobs.cluster.Installation;
import io.esync.jobs.cluster.LocalFlinkCluster;
import io.esync.jobs.cluster.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The servers that the demo runs on: PostgreSQL, MySQL, Kafka, S3 and Flink. They end with {@link
 * #close}, which also runs when this process is ended; then their folder is deleted, unless there
 * is a failure to explain.
 */
final class DemoSystems implements AutoCloseable {
  /** The job's numbers as fresh as the progress that is shown. */
  private static final Map<String, String> FLINK_OPTIONS =
      Map.of("metrics.fetcher.update-interval", "1000");

  private final Installation installation;
  private final DemoFolder folder;
  private final LocalFlinkCluster cluster;
  private final CompletableFuture<Void> starting;
  private final DemoLake lake;
  private DemoDatabases databases;
  private DemoEvents events;
  private boolean closed;
  private volatile boolean failed;

  private DemoSystems(Installation installation, DemoFolder folder) {
    this.installation = installation;
    this.folder = folder;
    this.cluster =
        new LocalFlinkCluster(
            installation.flink(System.getenv()),
            new ClusterDirectory(folder.cluster()),
            step -> {});
    cluster.stop(); // what a demo that was killed has left
    folder.delete();
    Runtime.getRuntime().addShutdownHook(new Thread(this::closeAndDelete, "demo-shutdown"));
    this.lake = DemoLake.start(folder.lake(), Ports.free());
    Map<String, String> settings = new HashMap<>(lake.flinkOptions());
    settings.putAll(FLINK_OPTIONS);
    ClusterOptions options = ClusterOptions.standard().onPort(0).withConfiguration(settings);
    this.starting = CompletableFuture.runAsync(() -> cluster.start(options));
  }

  /** Starts the others and returns; Flink goes on starting. */
  static DemoSystems start(Installation installation, DemoFolder folder) {
    DemoSystems systems = new DemoSystems(installation, folder);
    CompletableFuture<Void> broker = CompletableFuture.runAsync(systems::startEvents);
    systems.startDatabases();
    broker.join();
    return systems;
  }

  private void startDatabases() {
    DemoDatabases started = DemoDatabases.start(folder);
    synchronized (this) {
      databases = started;
      if (closed) {
        started.close();
      }
    }
  }

  private void startEvents() {
    DemoEvents started = DemoEvents.start(folder.kafka());
    synchronized (this) {
      events = started;
      if (closed) {
        started.close();
      }
    }
  }

  synchronized DemoEvents events() {
    return events;
  }

  DemoLake lake() {
    return lake;
  }

  /** What the references in {@code pipelines/customer-360.yaml} stand for. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(databases().environment());
    environment.putAll(events().environment());
    environment.putAll(lake.environment());
    return environment;
  }

  synchronized DemoDatabases databases() {
    return databases;
  }

  /** Waits until Flink is ready. */
  FlinkRest flink() {
    try {
      starting.join();
      return cluster.rest();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Submits the pipeline with {@code flink run}; returns the job's id. */
  String submit(Path pipeline) {
    return cluster
        .cli()
        .withEnvironment(environment())
        .submit(List.of(), installation.jobJar(), List.of("--pipeline", pipeline.toString()));
  }

  /**
   * Runs {@code scripts/esync} with these arguments and returns what it prints.
   *
   * @throws DemoFailedException with what it printed, if it fails
   */
  String command(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(installation.home().resolve("scripts/esync").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(installation.home().toFile());
    builder.environment().putAll(environment());
    builder.environment().put("ESYNC_SKIP_BUILD", "1");
    try {
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new DemoFailedException(
            "esync " + String.join(" ", arguments) + " failed:\n" + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException("scripts/esync does not start", e);
    }
  }

  Path savepoints() {
    return cluster.directory().savepoints();
  }

  /**
   * Says that something failed, so that the logs are kept; false if this process is about to end,
   * which explains every failure.
   */
  synchronized boolean failed() {
    failed = true;
    return !closed;
  }

  private void closeAndDelete() {
    close();
    if (!failed) {
      folder.delete();
    }
  }

  /** Ends the servers. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    cluster.stop();
    awaitStarted();
    cluster.stop();
    if (databases != null) {
      databases.close();
    }
    if (events != null) {
      events.close();
    }
    lake.close();
  }

  /** A cluster that is stopped while it starts may start a process more. */
  private void awaitStarted() {
    try {
      starting.join();
    } catch (CompletionException | CancellationException e) {
      return; // it is to be stopped
    }
  }
}

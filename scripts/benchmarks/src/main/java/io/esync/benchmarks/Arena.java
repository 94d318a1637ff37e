package io.esync.benchmarks;

import io.esync.benchmarks.measure.FileSizes;
import io.esync.benchmarks.measure.Meter;
import io.esync.benchmarks.measure.Usage;
import io.esync.jobs.cluster.ClusterDirectory;
import io.esync.jobs.cluster.ClusterOptions;
import io.esync.jobs.cluster.ClusterStatus;
import io.esync.jobs.cluster.FlinkRest;
import io.esync.jobs.cluster.Installation;
import io.esync.jobs.cluster.JobFailure;
import io.esync.jobs.cluster.LocalFlinkCluster;
import io.esync.jobs.cluster.NextCheckpoints;
import io.esync.jobs.cluster.Polling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** A fresh Flink cluster for one round, of one JobManager and one TaskManager. */
public final class Arena implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long TELL_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final Installation installation;
  private final Servers servers;
  private final Path folder;
  private final Map<String, String> flinkConfiguration;
  private final Thread stopping = new Thread(this::stopCluster);
  private LocalFlinkCluster cluster;
  private String job;
  private Meter meter;

  /**
   * @param folder for all that the cluster and its jobs write; deleted in the end
   * @param flinkConfiguration replaces what flink-conf/config.yaml says
   */
  Arena(
      Installation installation,
      Servers servers,
      Path folder,
      Map<String, String> flinkConfiguration) {
    this.installation = installation;
    this.servers = servers;
    this.folder = folder;
    this.flinkConfiguration = flinkConfiguration;
  }

  public Servers servers() {
    return servers;
  }

  /** Starts the cluster; before a contestant is measured. */
  public void open() {
    cluster =
        new LocalFlinkCluster(
            installation.flink(System.getenv()),
            new ClusterDirectory(folder.resolve("cluster")),
            step -> {});
    Runtime.getRuntime().addShutdownHook(stopping); // Ctrl-C does not reach the cluster
    cluster.start(ClusterOptions.standard().onPort(0).withConfiguration(flinkConfiguration));
  }

  private void stopCluster() {
    cluster.stop();
  }

  /** Submits a contestant's job, as {@code flink run -d} does. */
  public void submit(Contestant contestant, Map<String, String> values, String... flinkOptions)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put("folder", folder.toString());
    String text = contestant.configuration(all);
    List<String> options = new ArrayList<>(List.of(flinkOptions));
    if (contestant.kind() == Contestant.Kind.ESYNC) {
      Path file = Files.writeString(folder.resolve("pipeline.yaml"), text);
      job =
          cluster
              .cli()
              .submit(options, installation.jobJar(), List.of("--pipeline", file.toString()));
    } else {
      Path file = Files.writeString(folder.resolve("job.sql"), text);
      Path target = installation.home().resolve("scripts/benchmarks/target");
      for (Path jar : jars(target.resolve("alternative"))) {
        options.addAll(List.of("-C", jar.toUri().toString()));
      }
      options.addAll(List.of("-c", SqlScript.class.getName()));
      Path jar =
          jars(target).stream()
              .filter(path -> path.getFileName().toString().startsWith("esync-benchmarks"))
              .findFirst()
              .orElseThrow();
      job = cluster.cli().submit(options, jar, List.of(file.toString()));
    }
  }

  /** A file with a password, for a reference in a pipeline file. */
  public Path password(String name, String password) throws IOException {
    return Files.writeString(folder.resolve("password-" + name), password);
  }

  public FlinkRest flink() {
    return cluster.rest();
  }

  public LocalFlinkCluster cluster() {
    return cluster;
  }

  /** The id of the job that was submitted last. */
  public String job() {
    return job;
  }

  /** Measures from here on. */
  public Meter startMeter() {
    meter = Meter.start(processes());
    return meter;
  }

  /** What each process took since {@link #startMeter}. */
  public Map<String, Usage> usage() {
    return meter.usage(processes());
  }

  private Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    if (cluster != null) {
      ClusterStatus status = cluster.status();
      status.jobManagerPid().ifPresent(id -> processes.put("JobManager", id));
      status.taskManagerPids().stream().limit(1).forEach(id -> processes.put("TaskManager", id));
    }
    processes.putAll(servers.processes());
    return processes;
  }

  /**
   * Waits until {@code reached}, telling now and then how far it is.
   *
   * @param progress so many of {@code goal}
   * @throws IllegalStateException if it takes longer than {@code limit}, with the job's failure if
   *     there is one
   */
  public void await(
      String what, long goal, LongSupplier progress, BooleanSupplier reached, Duration limit) {
    long start = System.nanoTime();
    long[] told = {start};
    boolean there =
        Polling.holds(
            limit,
            () -> {
              boolean done = reached.getAsBoolean();
              long now = System.nanoTime();
              if (!done && now - told[0] > TELL_EVERY_NANOS) {
                told[0] = now;
                servers.say(
                    String.format(
                        "    %,d of %,d %s after %d s%s",
                        progress.getAsLong(),
                        goal,
                        what,
                        Duration.ofNanos(now - start).toSeconds(),
                        failure()));
              }
              return done;
            });
    if (!there) {
      throw new IllegalStateException(
          progress.getAsLong() + " of " + goal + " " + what + " within " + limit + failure());
    }
  }

  private String failure() {
    return job == null
        ? ""
        : flink().failure(job).map(JobFailure::message).map(why -> "; " + why).orElse("");
  }

  /** Waits for two more checkpoints of the job: what it had read before is written then. */
  public void awaitCheckpoints() {
    NextCheckpoints.await(flink(), job, PATIENCE);
  }

  /** Bytes of the files that RocksDB holds the job's state in, after a checkpoint. */
  public long stateBytes() throws IOException {
    flink().checkpoint(job, PATIENCE);
    return FileSizes.bytes(folder.resolve("cluster/tmp"), ".sst");
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.stop();
      try {
        Runtime.getRuntime().removeShutdownHook(stopping);
      } catch (IllegalStateException e) {
        // on the way out already
      }
    }
  }

  private static List<Path> jars(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}

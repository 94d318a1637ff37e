package io.esync.jobs.drill;

import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.MySqlServer;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.S3Server;
import io.esync.jobs.cluster.ClusterDirectory;
import io.esync.jobs.cluster.ClusterOptions;
import io.esync.jobs.cluster.FlinkRest;
import io.esync.jobs.cluster.Installation;
import io.esync.jobs.cluster.LocalFlinkCluster;
import io.esync.jobs.cluster.NextCheckpoints;
import io.esync.jobs.cluster.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where drills take place: a local Flink cluster of one JobManager and one TaskManager, a real S3
 * server, and a real PostgreSQL and a real Kafka once they are asked for, started for them and
 * stopped with them.
 */
public final class DrillSite implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Path jobJar;
  private final LocalFlinkCluster cluster;
  private final S3Server s3;
  private PostgresServer server;
  private KafkaServer kafka;
  private final Map<SourceKind, MySqlFamilyServer> mySqls = new EnumMap<>(SourceKind.class);

  private DrillSite(Path folder, Path jobJar, LocalFlinkCluster cluster, S3Server s3) {
    this.folder = folder;
    this.jobJar = jobJar;
    this.cluster = cluster;
    this.s3 = s3;
  }

  /** As {@link #open(Path, int, Consumer)}, for pipelines of a parallelism of at most 4. */
  public static DrillSite open(Path folder, Consumer<String> progress) {
    return open(folder, 4, progress);
  }

  /**
   * Starts the cluster.
   *
   * @param folder for pipeline files, logs, checkpoints and what the pipelines write
   * @param slots of the TaskManager, the highest parallelism of a pipeline
   * @param progress is given a line for each step
   */
  public static DrillSite open(Path folder, int slots, Consumer<String> progress) {
    Installation installation = Installation.find();
    Path jobJar = installation.jobJar();
    LocalFlinkCluster cluster =
        new LocalFlinkCluster(
            installation.flink(System.getenv()),
            new ClusterDirectory(folder.resolve("cluster")),
            progress);
    DrillSite site = new DrillSite(folder.toAbsolutePath(), jobJar, cluster, S3Server.start());
    try {
      Files.createDirectories(folder);
      Map<String, String> configuration = new HashMap<>(site.s3.flinkOptions());
      configuration.put("heartbeat.interval", "1000");
      configuration.put("web.refresh-interval", "100"); // else its answers are 3 s old
      configuration.put("taskmanager.numberOfTaskSlots", String.valueOf(slots));
      cluster.start(ClusterOptions.standard().onPort(0).withConfiguration(configuration));
      return site;
    } catch (IOException e) {
      site.close();
      throw new UncheckedIOException("cannot write to " + folder, e);
    } catch (RuntimeException e) {
      site.close();
      throw e;
    }
  }

  public Path folder() {
    return folder;
  }

  /** The S3 server, which {@code s3://} means to jobs. */
  public S3Server s3() {
    return s3;
  }

  /** The database server, started at the first call. */
  public synchronized PostgresServer server() {
    if (server == null) {
      server =
          PostgresServer.builder()
              .setting("deadlock_timeout", "50ms")
              .setting("shared_buffers", "256MB")
              .start();
      try {
        Files.writeString(passwordFile(), server.password());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write to " + folder, e);
      }
    }
    return server;
  }

  /** The broker, started at the first call. */
  public synchronized KafkaServer kafka() {
    if (kafka == null) {
      kafka = KafkaServer.start();
    }
    return kafka;
  }

  /** What a drill reads from; its server is started at the first call. */
  synchronized DrillSource source(SourceKind kind) {
    if (kind == SourceKind.POSTGRES) {
      return new PostgresDrillSource(this);
    }
    MySqlFamilyServer started =
        mySqls.computeIfAbsent(
            kind, each -> each == SourceKind.MYSQL ? MySqlServer.start() : MariaDbServer.start());
    Path password = folder.resolve("password-" + kind);
    try {
      Files.writeString(password, started.password());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
    return new MySqlDrillSource(started, password);
  }

  /** Holds the password of the server, for a reference in a pipeline file. */
  public Path passwordFile() {
    return folder.resolve("password");
  }

  public FlinkRest flink() {
    return cluster.rest();
  }

  /**
   * Writes {@code yaml} to a file and submits it, as {@code flink run -d} does.
   *
   * @param options of {@code flink run}
   * @return id of the job, all of whose tasks run
   */
  public String submit(String name, String yaml, String... options) {
    Path file = folder.resolve(name + ".yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    String job =
        cluster.cli().submit(List.of(options), jobJar, List.of("--pipeline", file.toString()));
    flink().awaitRunning(job, PATIENCE);
    return job;
  }

  /** Stops a job with a savepoint and returns the savepoint's path. */
  public String stop(String job) {
    return flink()
        .stopWithSavepoint(job, cluster.directory().savepoints().toUri().toString(), PATIENCE);
  }

  /** Cancels a job. */
  public void cancel(String job) {
    flink().cancel(job, PATIENCE);
  }

  /** Kills the TaskManager with SIGKILL and starts another one. */
  public void crashTaskManager() {
    cluster.killTaskManager();
    cluster.startTaskManager();
  }

  /**
   * Waits for two more checkpoints of the job. When they are complete, all that its sources had
   * read when this was called is written.
   */
  public void awaitCheckpoints(String job) {
    NextCheckpoints.await(flink(), job, PATIENCE);
  }

  /** Deletes a database and the replication slots of it. No job may use it any more. */
  public void drop(String database) {
    String slots =
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = '"
            + database
            + "' AND NOT active";
    boolean free =
        Polling.holds(
            PATIENCE,
            () -> {
              server.execute("postgres", slots);
              return Sql.number(
                      server,
                      "postgres",
                      "SELECT count(*) FROM pg_replication_slots WHERE database = '"
                          + database
                          + "'")
                  == 0;
            });
    if (!free) {
      throw new IllegalStateException("a replication slot of " + database + " is still in use");
    }
    server.execute("postgres", "DROP DATABASE \"" + database + "\" WITH (FORCE)");
  }

  @Override
  public synchronized void close() {
    cluster.stop();
    if (server != null) {
      server.close();
    }
    if (kafka != null) {
      kafka.close();
    }
    mySqls.values().forEach(MySqlFamilyServer::close);
    s3.close();
  }
}

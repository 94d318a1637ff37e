package io.esync.jobs.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.cluster.ClusterDirectory;
import io.esync.jobs.cluster.ClusterOptions;
import io.esync.jobs.cluster.ClusterStatus;
import io.esync.jobs.cluster.Installation;
import io.esync.jobs.cluster.LocalFlinkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session cluster runs one job after another, and forgets the classes of those that ended. */
class ClassLoadersIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String SOURCE = "loaders_source";
  private static final String TARGET = "loaders_target";
  private static final int ROWS = 100;
  private static final int JOBS = 5;

  /** Up to two were seen; java.lang.runtime.ObjectMethods holds the class of a record, for one. */
  private static final int KEPT_BY_JVM = 3;

  /** What caches and idle threads hold for up to minutes is let go at once. */
  private static final String LET_GO =
      "-XX:SoftRefLRUPolicyMSPerMB=0 -Dpgjdbc.config.cleanup.thread.ttl=500";

  @TempDir Path folder;

  private final DrillSite site = SharedSite.get();
  private final PostgresServer server = site.server();

  @AfterEach
  void dropTarget() {
    server.execute("postgres", "DROP DATABASE IF EXISTS " + TARGET + " WITH (FORCE)");
  }

  @Test
  void the_class_loaders_of_ended_jobs_are_gone() throws Exception {
    Installation installation = Installation.find();
    LocalFlinkCluster cluster =
        new LocalFlinkCluster(
            installation.flink(Map.of()),
            new ClusterDirectory(folder.resolve("cluster")),
            line -> {});
    try {
      ClusterStatus processes =
          cluster.start(
              ClusterOptions.standard()
                  .onPort(0)
                  .withConfiguration(
                      Map.of(
                          "env.java.opts.jobmanager", LET_GO,
                          "env.java.opts.taskmanager", LET_GO)));

      for (int job = 0; job < JOBS; job++) {
        copy(cluster, installation.jobJar());
      }

      awaitClassLoaders(processes.jobManagerPid().orElseThrow());
      awaitClassLoaders(processes.taskManagerPids().get(0));
    } finally {
      cluster.stop();
    }
  }

  private void copy(LocalFlinkCluster cluster, Path jobJar) throws IOException {
    server.createDatabase(SOURCE);
    server.createDatabase(TARGET);
    DrillTable.create(server, SOURCE, ROWS);
    Path file = folder.resolve("loaders.yaml");
    Files.writeString(
        file,
        new PostgresPipeline("loaders", site, SOURCE, server, TARGET)
            .yaml(PostgresPipeline.entity("drill", Strategy.LAST_WRITE_WINS)));
    String job = cluster.cli().submit(List.of(), jobJar, List.of("--pipeline", file.toString()));
    cluster.rest().awaitRunning(job, PATIENCE);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Sql.count(server, TARGET, "drill")).isEqualTo(ROWS));
    cluster.rest().cancel(job, PATIENCE);
    site.drop(SOURCE);
    dropTarget();
  }

  private static void awaitClassLoaders(long process) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(classLoaders(process)).isLessThanOrEqualTo(KEPT_BY_JVM));
  }

  /** How many loaders of job jars the process holds, after a garbage collection. */
  private static long classLoaders(long process) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process histogram =
        new ProcessBuilder(jcmd.toString(), Long.toString(process), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(histogram.getInputStream().readAllBytes(), UTF_8);
    assertThat(histogram.waitFor()).as(text).isZero();
    return text.lines()
        .filter(line -> line.endsWith(" org.apache.flink.util.ChildFirstClassLoader"))
        .mapToLong(line -> Long.parseLong(line.strip().split(" +", -1)[1]))
        .sum();
  }
}

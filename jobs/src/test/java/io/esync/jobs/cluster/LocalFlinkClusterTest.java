package io.esync.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: one cluster for all tests. */
class LocalFlinkClusterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path folder;

  private static final List<String> progress = new ArrayList<>();
  private static LocalFlinkCluster cluster;
  private static FlinkRest rest;
  private static Path jar;

  @BeforeAll
  static void startCluster() throws IOException {
    jar = JobJar.of(CountingJob.class, folder.resolve("counting.jar"));
    cluster = clusterIn(folder.resolve("cluster"));
    cluster.start(
        ClusterOptions.standard()
            .onPort(0)
            .withConfiguration(
                Map.of(
                    "execution.checkpointing.interval", "500ms",
                    "execution.checkpointing.min-pause", "0",
                    "heartbeat.interval", "1000",
                    "metrics.fetcher.update-interval", "500",
                    "taskmanager.memory.process.size", "1024m",
                    "taskmanager.memory.managed.size", "128m",
                    "taskmanager.numberOfTaskSlots", "2")));
    rest = cluster.rest();
  }

  @AfterAll
  static void stopCluster() {
    cluster.stop();
    assertThat(cluster.status().isStopped()).isTrue();
  }

  private static LocalFlinkCluster clusterIn(Path directory) {
    return new LocalFlinkCluster(
        Installation.find().flink(Map.of()), new ClusterDirectory(directory), progress::add);
  }

  @Test
  void a_started_cluster_is_ready_for_jobs_and_says_where() {
    ClusterStatus status = cluster.status();

    assertThat(status.isReady()).isTrue();
    assertThat(status.overview().orElseThrow().slotsTotal()).isEqualTo(2);
    assertThat(progress).last().asString().contains(status.webUi().orElseThrow().toString());
  }

  @Test
  void starting_again_leaves_the_running_cluster_alone() {
    ClusterStatus before = cluster.status();

    ClusterStatus after = clusterIn(folder.resolve("cluster")).start(ClusterOptions.standard());

    assertThat(after.jobManagerPid()).isEqualTo(before.jobManagerPid());
    assertThat(after.taskManagerPids()).isEqualTo(before.taskManagerPids());
  }

  @Test
  void a_job_survives_the_kill_of_its_task_manager_and_goes_on_from_a_savepoint() {
    String job = cluster.cli().submit(List.of(), jar, List.of());
    rest.awaitRunning(job, PATIENCE);
    await().atMost(PATIENCE).until(() -> rest.checkpoints(job).completed() > 0);

    List<Long> before = cluster.status().taskManagerPids();
    cluster.killTaskManager();
    ClusterStatus status = cluster.startTaskManager();

    assertThat(status.taskManagerPids()).hasSize(1).doesNotContainAnyElementsOf(before);
    assertThat(rest.tryTaskManagers()).contains(cluster.directory().taskManager(1).identity());
    await().atMost(PATIENCE).until(() -> rest.checkpoints(job).restored() == 1);
    rest.awaitRunning(job, PATIENCE);
    assertThat(rest.failure(job).orElseThrow().message()).contains("TaskManager");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                rest.metrics(job, name -> name.equals("numRecordsOut")).values().stream()
                    .anyMatch(sum -> sum > 0));

    String savepoint =
        rest.stopWithSavepoint(job, cluster.directory().savepoints().toUri().toString(), PATIENCE);
    assertThat(rest.job(job).state()).isEqualTo("FINISHED");

    String resumed = cluster.cli().submit(List.of("-s", savepoint), jar, List.of());
    rest.awaitRunning(resumed, PATIENCE);
    assertThat(rest.checkpoints(resumed).restored()).isEqualTo(1);
    rest.cancel(resumed, PATIENCE);
    assertThat(rest.job(resumed).state()).isEqualTo("CANCELED");
  }

  @Test
  void a_job_that_cannot_start_says_why_in_one_line() {
    assertThatThrownBy(() -> cluster.cli().submit(List.of(), jar, List.of("--fail")))
        .isInstanceOf(ClusterException.class)
        .hasMessageMatching(
            "flink run failed: java.lang.IllegalArgumentException: the pipeline file does not exist"
                + " \\(log: .*\\.log\\)");
  }

  @Test
  void a_port_in_use_is_named_before_anything_starts() throws IOException {
    LocalFlinkCluster other = clusterIn(folder.resolve("other"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> other.start(ClusterOptions.standard().onPort(port)))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("Port " + port + " is in use")
          .hasMessageContaining("--port N");
    }
    assertThat(other.status().isStopped()).isTrue();
  }

  @Test
  void a_cluster_that_cannot_start_says_why_and_leaves_nothing_behind() {
    LocalFlinkCluster other = clusterIn(folder.resolve("too-small"));

    assertThatThrownBy(
            () ->
                other.start(
                    ClusterOptions.standard()
                        .onPort(0)
                        .withConfiguration(Map.of("taskmanager.memory.process.size", "300m"))))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("Flink cannot size its memory from")
        .hasMessageContaining("config.yaml");
    assertThat(other.status().isStopped()).isTrue();
  }

  @Test
  void a_folder_without_flink_is_refused_by_name(@TempDir Path empty) {
    Map<String, String> environment = Map.of("FLINK_HOME", empty.toString());

    assertThatThrownBy(() -> Installation.find().flink(environment))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("FLINK_HOME is " + empty);
  }
}

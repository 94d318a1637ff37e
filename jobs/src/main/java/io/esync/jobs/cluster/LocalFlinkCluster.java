package io.esync.jobs.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A standalone Flink cluster on this machine: one JobManager and some TaskManagers, each a process
 * of its own that outlives the JVM that started it.
 *
 * <p>All that is known of the cluster lies in its {@link ClusterDirectory}, so any later instance
 * with the same directory can ask for its status, stop it, or kill one of its TaskManagers to see
 * how jobs take that.
 */
public final class LocalFlinkCluster {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
  private static final String REST_PORT = "rest.port";

  private final FlinkDistribution flink;
  private final ClusterDirectory directory;
  private final Consumer<String> progress;

  /**
   * @param flink distribution to start; not touched by {@link #status} and {@link #stop}
   * @param directory working directory of the cluster
   * @param progress is given a line for each step
   */
  public LocalFlinkCluster(
      FlinkDistribution flink, ClusterDirectory directory, Consumer<String> progress) {
    this.flink = flink;
    this.directory = directory;
    this.progress = progress;
  }

  public ClusterDirectory directory() {
    return directory;
  }

  /**
   * Starts what does not run yet, and returns when the REST API answers and all slots are there.
   *
   * @throws ClusterException when the port is taken, a process ends, or the cluster is not ready
   *     within 90 s; nothing is left running then
   */
  public ClusterStatus start(ClusterOptions options) {
    boolean running = directory.jobManager().isAlive();
    try {
      if (running) {
        progress.accept("A JobManager runs already at " + webUi() + ".");
      } else {
        startJobManager(options);
      }
      while (directory.runningTaskManagers().size() < options.taskManagers()) {
        launchTaskManager();
      }
      return awaitSlots();
    } catch (ClusterException e) {
      if (!running) {
        stop();
      }
      throw e;
    }
  }

  private void startJobManager(ClusterOptions options) {
    stop(); // TaskManagers that an earlier JobManager left behind
    configure(options);
    FlinkProcess process = directory.jobManager();
    progress.accept("Starting the JobManager (log: " + process.log() + ") ...");
    FlinkCommands commands = commands();
    process.start(commands.jobManager(process), commands.environment());
  }

  private void configure(ClusterOptions options) {
    directory.create(flink);
    FlinkConfigFile config =
        FlinkConfigFile.readFrom(flink.conf()).withDefaults(directory.flinkDirectories());
    int wanted = options.restPort().orElse(Integer.parseInt(config.get(REST_PORT).orElse("8081")));
    int port = wanted == 0 ? Ports.free() : wanted;
    if (!Ports.isFree(port)) {
      throw new ClusterException(
          "Port "
              + port
              + " is in use, the Flink Web UI needs it. Stop the program that listens there, or choose another port:"
              + " --port N (0 takes a free one).");
    }
    Map<String, String> own = new HashMap<>(options.configuration());
    own.put(REST_PORT, Integer.toString(port));
    own.put("jobmanager.rpc.port", Integer.toString(Ports.free()));
    config.with(own).writeTo(directory.conf());
  }

  /** Starts one more TaskManager and waits until its slots are there. */
  public ClusterStatus startTaskManager() {
    launchTaskManager();
    return awaitSlots();
  }

  private void launchTaskManager() {
    int number = 1;
    while (directory.taskManager(number).isAlive()) {
      number++;
    }
    FlinkProcess process = directory.taskManager(number);
    progress.accept("Starting a TaskManager (log: " + process.log() + ") ...");
    FlinkCommands commands = commands();
    process.start(commands.taskManager(process), commands.environment());
  }

  private ClusterStatus awaitSlots() {
    List<FlinkProcess> taskManagers = directory.runningTaskManagers();
    List<FlinkProcess> processes = new ArrayList<>(taskManagers);
    processes.add(directory.jobManager());
    List<String> expected = taskManagers.stream().map(FlinkProcess::identity).toList();
    FlinkRest rest = rest();
    // Not the number of slots: those of a TaskManager that was just killed still count for some
    // seconds.
    ClusterStatus ready =
        Polling.poll(
            START_TIMEOUT,
            () -> {
              processes.forEach(LocalFlinkCluster::failIfEnded);
              return Optional.of(rest.tryTaskManagers())
                  .filter(registered -> registered.containsAll(expected))
                  .map(registered -> status());
            },
            () ->
                new ClusterException(
                    "Flink was not ready within "
                        + START_TIMEOUT.toSeconds()
                        + " s. Its logs are in "
                        + directory.logs()
                        + "."));
    progress.accept(
        "Flink is ready at "
            + webUi()
            + ready.overview().map(o -> " with " + o.slotsTotal() + " slots.").orElse("."));
    return ready;
  }

  private static void failIfEnded(FlinkProcess process) {
    if (!process.isAlive()) {
      throw new ClusterException(
          "The "
              + process.name()
              + " ended while starting: "
              + process.lastWords()
              + ". See "
              + process.log()
              + " and "
              + process.standardOutput()
              + ".");
    }
  }

  public ClusterStatus status() {
    Optional<Long> jobManager = directory.jobManager().pid();
    List<Long> taskManagers =
        directory.runningTaskManagers().stream().flatMap(p -> p.pid().stream()).toList();
    Optional<URI> webUi = jobManager.map(pid -> webUi());
    return new ClusterStatus(
        webUi, jobManager, taskManagers, webUi.flatMap(uri -> new FlinkRest(uri).tryOverview()));
  }

  /**
   * Ends all processes: asked first, killed after 15 s. Jobs end with them; their checkpoints stay.
   */
  public void stop() {
    List<FlinkProcess> processes = new ArrayList<>(directory.runningTaskManagers());
    if (directory.jobManager().isAlive()) {
      processes.add(directory.jobManager());
    }
    processes.forEach(FlinkProcess::terminate);
    processes.forEach(process -> process.awaitEnd(STOP_TIMEOUT));
  }

  /**
   * Kills one TaskManager with SIGKILL, as a crash of its machine would. Its jobs fail and wait for
   * slots.
   *
   * @throws ClusterException when none runs
   */
  public void killTaskManager() {
    directory.runningTaskManagers().stream()
        .findFirst()
        .orElseThrow(() -> new ClusterException("No TaskManager runs in " + directory.root() + "."))
        .kill();
  }

  /** Client of this cluster's REST API. */
  public FlinkRest rest() {
    return new FlinkRest(webUi());
  }

  /** Flink's command line, pointed to this cluster. */
  public FlinkCli cli() {
    return new FlinkCli(flink, directory.conf());
  }

  private URI webUi() {
    FlinkConfigFile config = config();
    return FlinkRest.address(config);
  }

  private FlinkConfigFile config() {
    return FlinkConfigFile.readFrom(directory.conf());
  }

  private FlinkCommands commands() {
    return new FlinkCommands(flink, directory.conf());
  }
}

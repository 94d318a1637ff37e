package io.esync.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Client of a Flink cluster's REST API: jobs, metrics, failures, savepoints.
 *
 * <p>Every method throws {@link ClusterException} when the cluster does not answer or refuses, with
 * the cluster's own message.
 */
public final class FlinkRest {
  private static final int METRICS_PER_REQUEST = 40;

  private final RestClient client;
  private final JobSnapshots snapshots;

  /**
   * @param address of the REST API, such as {@code http://localhost:8081}
   */
  public FlinkRest(URI address) {
    this.client = new RestClient(address);
    this.snapshots = new JobSnapshots(client);
  }

  /** The address that a configuration names. */
  static URI address(FlinkConfigFile config) {
    return URI.create(
        "http://"
            + config.get("rest.address").orElse("localhost")
            + ":"
            + config.get("rest.port").orElse("8081"));
  }

  public URI address() {
    return client.address();
  }

  /** Address of a job's page in the Web UI. */
  public URI webUi(String jobId) {
    return address().resolve("/#/job/running/" + jobId + "/overview");
  }

  public ClusterOverview overview() {
    JsonNode json = client.get("/overview");
    return new ClusterOverview(
        json.path("flink-version").asText(),
        json.path("taskmanagers").asInt(),
        json.path("slots-total").asInt(),
        json.path("slots-available").asInt(),
        json.path("jobs-running").asInt());
  }

  /** {@link #overview}, or empty when the cluster does not answer (yet). */
  Optional<ClusterOverview> tryOverview() {
    try {
      return Optional.of(overview());
    } catch (ClusterException e) {
      return Optional.empty();
    }
  }

  /**
   * Ids of the TaskManagers that offer slots, which they do a moment after they have registered;
   * none while the cluster does not answer.
   */
  Set<String> tryTaskManagers() {
    try {
      Set<String> ids = new HashSet<>();
      for (JsonNode taskManager : client.get("/taskmanagers").path("taskmanagers")) {
        if (taskManager.path("slotsNumber").asInt() > 0) {
          ids.add(taskManager.path("id").asText());
        }
      }
      return ids;
    } catch (ClusterException e) {
      return Set.of();
    }
  }

  /** All jobs the cluster knows, finished ones included, the latest first. */
  public List<FlinkJob> jobs() {
    List<FlinkJob> jobs = new ArrayList<>();
    client.get("/jobs/overview").path("jobs").forEach(json -> jobs.add(job(json)));
    jobs.sort((a, b) -> b.started().compareTo(a.started()));
    return List.copyOf(jobs);
  }

  public FlinkJob job(String jobId) {
    return job(client.get("/jobs/" + jobId));
  }

  private static FlinkJob job(JsonNode json) {
    List<FlinkJob.Vertex> vertices = new ArrayList<>();
    json.path("vertices").forEach(vertex -> vertices.add(vertex(vertex)));
    return new FlinkJob(
        json.path("jid").asText(),
        json.path("name").asText(),
        json.path("state").asText(),
        Instant.ofEpochMilli(json.path("start-time").asLong()),
        List.copyOf(vertices));
  }

  private static FlinkJob.Vertex vertex(JsonNode json) {
    return new FlinkJob.Vertex(
        json.path("id").asText(),
        json.path("name").asText(),
        json.path("parallelism").asInt(),
        json.path("status").asText(),
        json.path("metrics").path("read-records").asLong(),
        json.path("metrics").path("write-records").asLong());
  }

  /**
   * Waits until the job and all its tasks run (or have finished): a job counts as RUNNING before
   * its tasks do.
   *
   * @throws ClusterException with the root cause when the job fails, or when it takes longer than
   *     the timeout
   */
  public FlinkJob awaitRunning(String jobId, Duration timeout) {
    return Polling.poll(
        timeout,
        () -> {
          FlinkJob job = job(jobId);
          if (job.isTerminal() && !job.state().equals("FINISHED")) {
            throw new ClusterException("The job is " + job.state() + ": " + why(jobId));
          }
          return Optional.of(job).filter(FlinkJob::allTasksRun);
        },
        () ->
            new ClusterException(
                "The job's tasks did not all run within "
                    + timeout.toSeconds()
                    + " s: "
                    + why(jobId)
                    + " See "
                    + webUi(jobId)));
  }

  private String why(String jobId) {
    return failure(jobId).map(JobFailure::message).orElse("Flink names no failure.");
  }

  /** The latest failure of the job, restarts included; empty when there was none. */
  public Optional<JobFailure> failure(String jobId) {
    JsonNode history =
        client.get("/jobs/" + jobId + "/exceptions?maxExceptions=1").path("exceptionHistory");
    JsonNode latest = history.path("entries").path(0);
    return latest.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new JobFailure(
                Instant.ofEpochMilli(latest.path("timestamp").asLong()),
                latest.path("taskName").asText(""),
                latest.path("stacktrace").asText()));
  }

  public JobCheckpoints checkpoints(String jobId) {
    JsonNode json = client.get("/jobs/" + jobId + "/checkpoints");
    return new JobCheckpoints(
        json.path("counts").path("completed").asLong(),
        json.path("counts").path("failed").asLong(),
        json.path("counts").path("restored").asLong(),
        Optional.of(json.path("latest").path("completed").path("trigger_timestamp"))
            .filter(JsonNode::isNumber)
            .map(time -> Instant.ofEpochMilli(time.asLong())),
        Stream.of("completed", "restored")
            .map(kind -> json.path("latest").path(kind).path("external_path").textValue())
            .filter(Objects::nonNull)
            .findFirst());
  }

  /**
   * Metrics of a job's tasks and operators whose name is wanted, summed over the subtasks.
   *
   * @param wanted is given the name as Flink has it, {@code <operator>.<group>.<name>}
   * @return sums by name; a name that several vertices have is summed over these as well
   */
  public Map<String, Double> metrics(String jobId, Predicate<String> wanted) {
    Map<String, Double> sums = new TreeMap<>();
    for (FlinkJob.Vertex vertex : job(jobId).vertices()) {
      String path = "/jobs/" + jobId + "/vertices/" + vertex.id() + "/subtasks/metrics";
      List<String> names = new ArrayList<>();
      client.get(path).forEach(metric -> names.add(metric.path("id").asText()));
      names.removeIf(wanted.negate());
      for (int from = 0; from < names.size(); from += METRICS_PER_REQUEST) {
        int to = Math.min(names.size(), from + METRICS_PER_REQUEST);
        client
            .get(path + "?agg=sum&get=" + query(names.subList(from, to)))
            .forEach(m -> sums.merge(m.path("id").asText(), m.path("sum").asDouble(), Double::sum));
      }
    }
    return sums;
  }

  private static String query(Collection<String> names) {
    return names.stream()
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  /**
   * Writes a savepoint while the job goes on.
   *
   * @return path of the savepoint
   */
  public String savepoint(String jobId, String directory, Duration timeout) {
    return snapshots.savepoint(jobId, directory, timeout);
  }

  /**
   * Stops the job with a savepoint: all that was read is written, nothing is read after it.
   *
   * @return path of the savepoint, to start the job from again
   */
  public String stopWithSavepoint(String jobId, String directory, Duration timeout) {
    awaitRunning(jobId, timeout);
    String path = snapshots.stop(jobId, directory, timeout);
    awaitTerminal(jobId, timeout);
    return path;
  }

  /**
   * Has the job take a checkpoint now, and goes on when it is complete.
   *
   * @return path of the checkpoint
   * @throws ClusterException when it fails, takes longer than the timeout, or is not kept in files
   */
  public String checkpoint(String jobId, Duration timeout) {
    return snapshots.checkpoint(jobId, timeout);
  }

  /** Cancels the job and returns when it has ended. Its checkpoints stay. */
  public void cancel(String jobId, Duration timeout) {
    client.patch("/jobs/" + jobId + "?mode=cancel");
    awaitTerminal(jobId, timeout);
  }

  /** Waits until the job has finished, failed or was cancelled. */
  public FlinkJob awaitTerminal(String jobId, Duration timeout) {
    return Polling.poll(
        timeout,
        () -> Optional.of(job(jobId)).filter(FlinkJob::isTerminal),
        () -> new ClusterException("Job " + jobId + " did not end within " + timeout + "."));
  }
}

package io.esync.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Has jobs write savepoints and checkpoints, and waits for them. Every method throws {@link
 * ClusterException} where that fails or takes too long.
 */
record JobSnapshots(RestClient client) {

  /** Path of a savepoint that is written while the job goes on. */
  String savepoint(String jobId, String directory, Duration timeout) {
    JsonNode request =
        client.post(
            "/jobs/" + jobId + "/savepoints",
            Map.of("target-directory", directory, "cancel-job", false));
    return awaitSavepoint(jobId, request, timeout);
  }

  /** Path of the savepoint that the job ends with. */
  String stop(String jobId, String directory, Duration timeout) {
    JsonNode request =
        client.post(
            "/jobs/" + jobId + "/stop", Map.of("targetDirectory", directory, "drain", false));
    return awaitSavepoint(jobId, request, timeout);
  }

  private String awaitSavepoint(String jobId, JsonNode request, Duration timeout) {
    String status = "/jobs/" + jobId + "/savepoints/" + request.path("request-id").asText();
    return await(status, "The savepoint of job " + jobId, timeout).path("location").asText();
  }

  /** Path of a checkpoint of the kind that the job always takes. */
  String checkpoint(String jobId, Duration timeout) {
    String checkpoints = "/jobs/" + jobId + "/checkpoints";
    JsonNode request = client.post(checkpoints, Map.of("checkpointType", "CONFIGURED"));
    String status = checkpoints + "/" + request.path("request-id").asText();
    long id =
        await(status, "The checkpoint of job " + jobId, timeout).path("checkpointId").asLong();
    String path = client.get(checkpoints + "/details/" + id).path("external_path").asText("");
    if (!path.contains("/")) {
      throw new ClusterException(
          "Checkpoint "
              + id
              + " of job "
              + jobId
              + " is not kept in files. Set execution.checkpointing.dir of the cluster.");
    }
    return path;
  }

  private JsonNode await(String status, String what, Duration timeout) {
    JsonNode operation =
        Polling.poll(
            timeout,
            () ->
                Optional.of(client.get(status))
                    .filter(s -> s.path("status").path("id").asText().equals("COMPLETED"))
                    .map(s -> s.path("operation")),
            () -> new ClusterException(what + " took longer than " + timeout + "."));
    for (String name : new String[] {"failure-cause", "failureCause"}) {
      if (operation.path(name).has("stack-trace")) {
        String trace = operation.path(name).path("stack-trace").asText();
        throw new ClusterException(what + " failed: " + JobFailure.rootCause(trace));
      }
    }
    return operation;
  }
}

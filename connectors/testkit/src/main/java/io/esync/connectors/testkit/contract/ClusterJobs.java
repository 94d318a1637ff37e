package io.esync.connectors.testkit.contract;

import static org.awaitility.Awaitility.await;

import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** The jobs on the mini cluster of a test class. */
final class ClusterJobs {
  private ClusterJobs() {}

  /** Cancels the jobs that run, and waits until they have ended. */
  static void end(Object extension) throws Exception {
    MiniClusterExtension cluster = (MiniClusterExtension) extension;
    if (!cluster.isRunning()) {
      return;
    }
    try (RestClusterClient<String> client =
        new RestClusterClient<>(cluster.getClientConfiguration(), "tests")) {
      for (JobID job : running(client)) {
        client.cancel(job).get();
      }
      await().until(() -> running(client).isEmpty());
    }
  }

  private static List<JobID> running(RestClusterClient<String> client) throws Exception {
    return client.listJobs().get().stream()
        .filter(job -> !job.getJobState().isGloballyTerminalState())
        .map(JobStatusMessage::getJobId)
        .toList();
  }
}

package io.esync.jobs.cluster;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How a local cluster stands.
 *
 * @param webUi address of the REST API and the Web UI; empty when no JobManager runs
 * @param jobManagerPid process id of the JobManager, if it runs
 * @param taskManagerPids process ids of the TaskManagers that run
 * @param overview what the cluster says of itself; empty when its REST API does not answer
 */
public record ClusterStatus(
    Optional<URI> webUi,
    Optional<Long> jobManagerPid,
    List<Long> taskManagerPids,
    Optional<ClusterOverview> overview) {

  /** Whether jobs can be submitted. */
  public boolean isReady() {
    return overview.map(o -> o.slotsTotal() > 0).orElse(false);
  }

  /** Whether none of the processes runs. */
  public boolean isStopped() {
    return jobManagerPid.isEmpty() && taskManagerPids.isEmpty();
  }
}

package io.esync.jobs.cluster;

/**
 * The cluster, its processes or its REST API did not do what was asked.
 *
 * <p>The message is meant for the user: it names what failed, where to look and what to change.
 */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.esync.jobs.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A job as a Flink cluster reports it.
 *
 * @param id 32 hexadecimal digits
 * @param state Flink's name of it: CREATED, RUNNING, RESTARTING, FAILED, FINISHED, …
 * @param vertices tasks of the job graph; empty in the list of all jobs
 */
public record FlinkJob(
    String id, String name, String state, Instant started, List<Vertex> vertices) {
  private static final Set<String> TERMINAL = Set.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED");
  private static final Set<String> GOING_OR_DONE = Set.of("RUNNING", "FINISHED");

  public FlinkJob {
    vertices = List.copyOf(vertices);
  }

  /** Whether the job has ended and will not start again by itself. */
  public boolean isTerminal() {
    return TERMINAL.contains(state);
  }

  /** Whether the job and each of its tasks run, or have done their work. */
  public boolean allTasksRun() {
    return GOING_OR_DONE.contains(state)
        && vertices.stream().allMatch(vertex -> GOING_OR_DONE.contains(vertex.status()));
  }

  /**
   * A task of the job graph: one operator or a chain of them.
   *
   * @param recordsIn records received by all subtasks since they started
   * @param recordsOut records sent by all subtasks since they started
   */
  public record Vertex(
      String id, String name, int parallelism, String status, long recordsIn, long recordsOut) {}
}

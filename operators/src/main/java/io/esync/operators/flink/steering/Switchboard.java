package io.esync.operators.flink.steering;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Joins, within the JobManager, the coordinator that hears which sources are paused with the split
 * enumerators of the same job. Flink gives coordinators no other way to each other. For any number
 * of threads.
 */
final class Switchboard {
  private static final String JOB_ID = "<job_id>";
  private static final Map<String, Switchboard> BY_JOB = new ConcurrentHashMap<>();

  private final Map<String, Consumer<Boolean>> sources = new HashMap<>();

  /** Null until it was heard. */
  private Set<String> paused;

  private Switchboard() {}

  /** The board of a job, which the metrics of all its coordinators bear the id of. */
  private static String job(MetricGroup group) {
    return group.getAllVariables().getOrDefault(JOB_ID, "");
  }

  /** Tells all sources of the job whether they are paused. */
  static void tell(MetricGroup group, Set<String> paused) {
    BY_JOB.computeIfAbsent(job(group), id -> new Switchboard()).tell(paused);
  }

  /** Tells {@code listener} what is known, and from now on what is heard. */
  static void connect(MetricGroup group, String source, Consumer<Boolean> listener) {
    BY_JOB.computeIfAbsent(job(group), id -> new Switchboard()).connect(source, listener);
  }

  static void disconnect(MetricGroup group, String source) {
    BY_JOB.computeIfPresent(job(group), (id, board) -> board.without(source) ? null : board);
  }

  /** Forgets what was heard. */
  static void close(MetricGroup group) {
    BY_JOB.computeIfPresent(job(group), (id, board) -> board.silent() ? null : board);
  }

  private synchronized void tell(Set<String> sourcesPaused) {
    paused = Set.copyOf(sourcesPaused);
    sources.forEach((source, listener) -> listener.accept(paused.contains(source)));
  }

  private synchronized void connect(String source, Consumer<Boolean> listener) {
    sources.put(source, listener);
    if (paused != null) {
      listener.accept(paused.contains(source));
    }
  }

  private synchronized boolean without(String source) {
    sources.remove(source);
    return sources.isEmpty() && paused == null;
  }

  private synchronized boolean silent() {
    paused = null;
    return sources.isEmpty();
  }
}

package io.esync.jobs.cluster;

import java.time.Instant;
import java.util.stream.Collectors;

/**
 * A failure of a job or of one of its tasks.
 *
 * @param task name of the task; empty when the job as a whole failed
 * @param stackTrace as Flink prints it, causes included
 */
public record JobFailure(Instant time, String task, String stackTrace) {
  private static final String CAUSE = "\nCaused by: ";

  /** The exception at the bottom of the stack trace, with its message. */
  public String message() {
    return rootCause(stackTrace);
  }

  static String rootCause(String stackTrace) {
    int cause = stackTrace.lastIndexOf(CAUSE);
    String bottom = cause < 0 ? stackTrace : stackTrace.substring(cause + CAUSE.length());
    return bottom
        .lines()
        .takeWhile(line -> !line.startsWith("\t"))
        .collect(Collectors.joining(" "));
  }
}

package io.esync.jobs.dlq;

import io.esync.operators.model.ErrorCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which dead letters are wanted; null where it makes no difference.
 *
 * @param since only those that were first seen then or later
 * @param until only those that were first seen before
 */
public record LetterFilter(
    ErrorCode code,
    ErrorCode.Stage stage,
    String source,
    String stream,
    String entity,
    Instant since,
    Instant until) {
  /** All there are. */
  public static final LetterFilter ALL = new LetterFilter(null, null, null, null, null, null, null);

  /** Whether nothing is left out. */
  public boolean isOpen() {
    return equals(ALL);
  }

  /** What the store itself can tell apart, by field. */
  Map<String, String> where(String pipeline) {
    Map<String, String> where = new HashMap<>();
    where.put("pipeline", pipeline);
    put("code", code, where);
    put("stage", stage, where);
    put("source", source, where);
    put("stream", stream, where);
    put("entity", entity, where);
    return where;
  }

  private static void put(String field, Object value, Map<String, String> where) {
    if (value != null) {
      where.put(field, value.toString());
    }
  }

  /** Whether the store must be asked for more than are wanted. */
  boolean isTimed() {
    return since != null || until != null;
  }

  boolean isInTime(DeadLetter letter) {
    Instant seen = letter.firstSeen();
    return !isTimed()
        || (seen != null
            && (since == null || !seen.isBefore(since))
            && (until == null || seen.isBefore(until)));
  }
}

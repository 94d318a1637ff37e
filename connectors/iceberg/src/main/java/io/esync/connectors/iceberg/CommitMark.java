package io.esync.connectors.iceberg;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a table knows of the commits of one target: for each of its last jobs the last checkpoint.
 * It stands in a property of the table, which is written together with the files, so that
 * maintenance that expires snapshots does not take it away.
 *
 * <p>Text: {@code job:checkpoint} joined by commas, the last one last.
 */
record CommitMark(Map<String, Long> checkpoints) {
  // As many jobs as somebody may go back over, from savepoint to savepoint.
  private static final int JOBS = 20;

  /** Reads the property; null for none. */
  static CommitMark parse(String text) {
    Map<String, Long> checkpoints = new LinkedHashMap<>();
    if (text != null && !text.isEmpty()) {
      for (String entry : text.split(",", -1)) {
        int colon = entry.indexOf(':');
        checkpoints.put(entry.substring(0, colon), Long.parseLong(entry.substring(colon + 1)));
      }
    }
    return new CommitMark(checkpoints);
  }

  /** Whether the files of this checkpoint, or of a later one of its job, are in the table. */
  boolean covers(CheckpointFiles files) {
    return checkpoints.getOrDefault(files.job(), -1L) >= files.checkpoint();
  }

  /** The mark after the commit of {@code files}. */
  CommitMark with(CheckpointFiles files) {
    Map<String, Long> after = new LinkedHashMap<>(checkpoints);
    after.remove(files.job());
    after.put(files.job(), files.checkpoint());
    while (after.size() > JOBS) {
      after.remove(after.keySet().iterator().next());
    }
    return new CommitMark(after);
  }

  @Override
  public String toString() {
    return checkpoints.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}

package io.esync.connectors.iceberg;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * All files of a checkpoint, to be added to their tables together.
 *
 * @param job the job that wrote them: after a savepoint another one may commit them
 * @param checkpoint its number, which rises within a job
 */
record CheckpointFiles(String job, long checkpoint, List<WrittenFiles> files) {
  CheckpointFiles {
    files = List.copyOf(files);
  }

  /**
   * The files of several checkpoints as those of one, in their order: where a checkpoint is given
   * up, what it was to commit is committed with the next one.
   *
   * @param written by checkpoint, the earliest first
   */
  static CheckpointFiles of(
      String job, long checkpoint, SortedMap<Long, List<WrittenFiles>> written) {
    List<WrittenFiles> files = new ArrayList<>();
    int generations = 0;
    for (List<WrittenFiles> ofOne : written.values()) {
      int before = generations;
      for (WrittenFiles part : ofOne) {
        int generation = before + part.generation();
        files.add(new WrittenFiles(part.table(), generation, part.dataFiles(), part.deleteFiles()));
        generations = Math.max(generations, generation + 1);
      }
    }
    return new CheckpointFiles(job, checkpoint, files);
  }
}

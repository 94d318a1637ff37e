package io.esync.jobs.state;

import io.esync.operators.merge.MergedEntity;
import io.esync.operators.model.EntityKey;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.state.api.runtime.OperatorIDGenerator;
import org.apache.flink.state.api.runtime.SavepointLoader;

/**
 * The merge of one pipeline as a checkpoint or savepoint has it. Opening reads no more than the
 * metadata; each question restores the part of the state that it needs into a RocksDB of this
 * process. Nothing is changed, and the job is not asked.
 *
 * <p>All methods throw {@link UnreadableStateException} where the state cannot be read.
 */
public final class SavedMerge {
  private final String path;
  private final OperatorState operator;

  private SavedMerge(String path, OperatorState operator) {
    this.path = path;
    this.operator = operator;
  }

  /**
   * Opens a checkpoint or savepoint.
   *
   * @param path of its folder or its {@code _metadata}; local or of a file system that Flink knows
   * @param pipeline id of the pipeline
   * @param uid of the pipeline's merge
   */
  public static SavedMerge open(String path, String pipeline, String uid) {
    CheckpointMetadata metadata = load(path);
    OperatorState operator =
        metadata.getOperatorStates().stream()
            .filter(state -> state.getOperatorID().equals(OperatorIDGenerator.fromUid(uid)))
            .findFirst()
            .orElseThrow(
                () ->
                    new UnreadableStateException(
                        path
                            + " holds no state of pipeline '"
                            + pipeline
                            + "': it was taken of another one. Give a savepoint of a job that ran"
                            + " this pipeline.",
                        false,
                        null));
    return new SavedMerge(path, operator);
  }

  private static CheckpointMetadata load(String path) {
    try {
      return SavepointLoader.loadSavepointMetadata(path);
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableStateException(
          "No savepoint or checkpoint at "
              + path
              + ": "
              + firstLine(e)
              + " Give the folder that holds its _metadata, as Flink printed it.",
          isGone(e),
          e);
    }
  }

  public String path() {
    return path;
  }

  /** In how many parts {@link #part} hands the state out: one for each task that wrote it. */
  public int parts() {
    return operator.getParallelism();
  }

  /** What is stored of {@code key}; empty where nothing is. Reads its key group alone. */
  public Optional<MergedEntity> find(EntityKey key) {
    int groups = operator.getMaxParallelism();
    int group = KeyGroupRangeAssignment.assignToKeyGroup(key, groups);
    return read(group, groups, part -> Optional.ofNullable(part.get(key)));
  }

  /** Has {@code visitor} look at each key of part {@code index}, with what is stored of it. */
  public void part(int index, EntityVisitor visitor) {
    read(
        index,
        parts(),
        part -> {
          part.forEach(visitor);
          return null;
        });
  }

  /** What is kept beside the keys. */
  public SavedMemory memory() {
    return read(RestoredPart.NO_KEYS, parts(), RestoredPart::memory);
  }

  /** The sizes of the state's parts, in bytes. */
  public long bytes() {
    return IntStream.range(0, parts())
        .mapToObj(operator::getState)
        .filter(state -> state != null)
        .mapToLong(state -> state.getStateSize())
        .sum();
  }

  private <T> T read(int index, int parallelism, PartReader<T> reader) {
    try (RestoredPart part = RestoredPart.restore(operator, index, parallelism)) {
      return reader.read(part);
    } catch (Exception e) {
      throw new UnreadableStateException(
          "The state in " + path + " cannot be read: " + firstLine(rootOf(e)), isGone(e), e);
    }
  }

  @FunctionalInterface
  private interface PartReader<T> {
    T read(RestoredPart part) throws Exception;
  }

  private static boolean isGone(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
        return true;
      }
    }
    return false;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.lines().findFirst().orElse(failure.toString());
  }
}

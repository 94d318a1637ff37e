package io.esync.connectors.spi;

import io.esync.operators.model.ChangeRecord;
import java.util.List;

/**
 * Writes batches into a target that has no transactions with Flink. One thread uses it, and its
 * operator does the rest: collecting batches with the last change per key, flushing them before
 * each checkpoint barrier, repeating what failed for a passing reason, and finding the refused
 * record of a failing batch.
 */
public interface TargetWriter extends AutoCloseable {
  /**
   * Writes all of {@code batch} or nothing of it, durably. A key stands in it at most once. Writing
   * the same batch again leaves the target as it is.
   *
   * @throws TargetException transient where the same batch may succeed later (connection lost,
   *     deadlock, serialization failure), refused where the target will never take it as it is,
   *     fatal where no record would be taken (e.g. the table is gone)
   */
  void write(List<ChangeRecord> batch) throws TargetException;

  /**
   * As {@link #write(List)}, but what became of single records may be told, also before this fails:
   * of a target that takes them one by one, or that answers for each. Only the others are written
   * again then. Where it ends well, all that was not told has been written.
   */
  default void write(List<ChangeRecord> batch, Settled settled) throws TargetException {
    write(batch);
  }

  /** Takes what became of single records of a batch, from the thread that writes it. */
  interface Settled {
    /** The target has it. */
    void written(ChangeRecord change);

    /**
     * The target will never take it.
     *
     * @throws TargetException where there is nowhere for it to go; not to be caught
     */
    void refused(ChangeRecord change, TargetException why) throws TargetException;
  }

  @Override
  void close() throws TargetException;
}

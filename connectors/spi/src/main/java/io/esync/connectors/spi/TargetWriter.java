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

  @Override
  void close() throws TargetException;
}

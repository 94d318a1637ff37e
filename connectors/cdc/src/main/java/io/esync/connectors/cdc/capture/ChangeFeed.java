package io.esync.connectors.cdc.capture;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** The change log, while it is read. */
public interface ChangeFeed {
  /**
   * The next records, {@code most} or a few more; waits for the first until {@code patience} is
   * over or {@code interrupted}.
   */
  CapturedBatch next(int most, long patienceNanos, BooleanSupplier interrupted) throws SQLException;

  /** Ends the connection. */
  void close() throws SQLException;
}

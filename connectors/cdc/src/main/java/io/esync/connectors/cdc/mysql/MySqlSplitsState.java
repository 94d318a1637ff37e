package io.esync.connectors.cdc.mysql;

import java.util.Objects;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.SnapshotPendingSplitsState;

/** The chunks that are pending, and the place that the log is read from behind them. */
final class MySqlSplitsState extends HybridPendingSplitsState {
  private final LogPosition start;

  MySqlSplitsState(SnapshotPendingSplitsState chunks, boolean logAssigned, LogPosition start) {
    super(chunks, logAssigned);
    this.start = start;
  }

  LogPosition start() {
    return start;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MySqlSplitsState that
        && super.equals(other)
        && start.equals(that.start);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), start);
  }
}

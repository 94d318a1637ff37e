package io.esync.connectors.cdc.mysql;

import io.debezium.relational.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.apache.flink.cdc.connectors.base.source.assigner.AssignerStatus;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.SnapshotPendingSplitsState;

/** The chunks that are pending, and the place that the log is read from behind them. */
final class MySqlSplitsState extends HybridPendingSplitsState {
  private final LogPosition start;

  MySqlSplitsState(SnapshotPendingSplitsState chunks, boolean logAssigned, LogPosition start) {
    super(chunks, logAssigned);
    this.start = start;
  }

  /** As it is once {@code tables} are copied, and nobody reads the log yet. */
  static MySqlSplitsState copied(List<TableId> tables) {
    SnapshotPendingSplitsState chunks =
        new SnapshotPendingSplitsState(
            tables,
            new ArrayList<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            AssignerStatus.INITIAL_ASSIGNING_FINISHED,
            new ArrayList<>(),
            true,
            true,
            new HashMap<>(),
            ChunkSplitterState.NO_SPLITTING_TABLE_STATE);
    return new MySqlSplitsState(chunks, false, null);
  }

  /** Null where it is not found yet. */
  LogPosition start() {
    return start;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MySqlSplitsState that
        && super.equals(other)
        && Objects.equals(start, that.start);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), start);
  }
}

package io.esync.connectors.cdc.mysql;

import io.debezium.relational.TableId;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.assigner.HybridSplitAssigner;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;

/** Hands out chunks, and then the log from a place that lies before all of them. */
final class MySqlSplitAssigner extends HybridSplitAssigner<JdbcSourceConfig> {
  private LogPosition start;

  /** Begins anew; tables are found when it is opened. */
  MySqlSplitAssigner(
      JdbcSourceConfig config,
      MySqlDialect dialect,
      SplitEnumeratorContext<SourceSplitBase> context) {
    super(
        config,
        context.currentParallelism(),
        List.<TableId>of(),
        true,
        dialect,
        new LogOffset.Factory(),
        context);
  }

  /** Goes on from {@code state}. */
  MySqlSplitAssigner(
      JdbcSourceConfig config,
      MySqlDialect dialect,
      SplitEnumeratorContext<SourceSplitBase> context,
      MySqlSplitsState state) {
    super(config, context.currentParallelism(), state, dialect, new LogOffset.Factory(), context);
    this.start = state.start();
  }

  void startAt(LogPosition position) {
    start = position;
  }

  /** Where the log is read from, as long as nobody reads it. */
  LogPosition start() {
    return start;
  }

  @Override
  public StreamSplit createStreamSplit() {
    StreamSplit split = super.createStreamSplit();
    return new StreamSplit(
        split.splitId(),
        start.toOffset(),
        split.getEndingOffset(),
        split.getFinishedSnapshotSplitInfos(),
        split.getTableSchemas(),
        split.getTotalFinishedSplitSize(),
        split.isSuspended(),
        split.isSnapshotCompleted());
  }

  @Override
  public PendingSplitsState snapshotState(long checkpointId) {
    HybridPendingSplitsState state = (HybridPendingSplitsState) super.snapshotState(checkpointId);
    return new MySqlSplitsState(
        state.getSnapshotPendingSplits(), state.isStreamSplitAssigned(), start);
  }
}

package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.capture.SettledCheckpoints;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.enumerator.IncrementalSourceEnumerator;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.util.FlinkRuntimeException;

/** Finds the place in the log before it hands out the first chunk. */
final class LogFirstEnumerator extends IncrementalSourceEnumerator {
  private static final long SYNC_MILLIS = 2000;

  private final SettledCheckpoints checkpoints =
      new SettledCheckpoints(super::notifyCheckpointComplete);
  private final LogStart log;
  private final MySqlSplitAssigner assigner;
  private final boolean logIsRead;
  private final boolean tablesAdded;

  /**
   * An enumerator.
   *
   * @param logIsRead whether a reader holds a place in the log that is further on
   * @param tablesAdded whether there are tables that the restored state does not know
   */
  LogFirstEnumerator(
      SplitEnumeratorContext<SourceSplitBase> context,
      JdbcSourceConfig config,
      MySqlSplitAssigner assigner,
      LogStart log,
      boolean logIsRead,
      boolean tablesAdded) {
    super(context, config, assigner, Boundedness.CONTINUOUS_UNBOUNDED);
    this.log = log;
    this.assigner = assigner;
    this.logIsRead = logIsRead;
    this.tablesAdded = tablesAdded;
  }

  @Override
  public void start() {
    try {
      if (assigner.start() == null) {
        assigner.startAt(log.find());
      } else {
        log.require(logIsRead ? null : assigner.start(), tablesAdded);
      }
    } catch (SQLException e) {
      throw new FlinkRuntimeException(e.getMessage(), e);
    }
    super.start();
    // Flink CDC does so twice a minute; no added table is copied before
    context.callAsync(this::getRegisteredReader, this::syncWithReaders, SYNC_MILLIS, SYNC_MILLIS);
    checkpoints.start(context);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    checkpoints.completed(checkpoint);
  }

  /** A reader that failed since it was looked up gets no event: to send it one fails the job. */
  @Override
  protected void syncWithReaders(int[] subtasks, Throwable failure) {
    Set<Integer> registered = context.registeredReaders().keySet();
    boolean all = Arrays.stream(subtasks).allMatch(registered::contains);
    if (all && (streamSplitTaskId == null || registered.contains(streamSplitTaskId))) {
      super.syncWithReaders(subtasks, failure);
    }
  }
}

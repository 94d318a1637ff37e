package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.capture.SettledCheckpoints;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.source.assigner.SplitAssigner;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfig;
import org.apache.flink.cdc.connectors.postgres.source.enumerator.PostgresSourceEnumerator;
import org.apache.flink.util.FlinkRuntimeException;

/** Prepares publication and slot before it hands out the first chunk. */
final class SlotFirstEnumerator extends PostgresSourceEnumerator {
  private static final long SYNC_MILLIS = 2000;

  private final SettledCheckpoints checkpoints =
      new SettledCheckpoints(super::notifyCheckpointComplete);
  private final Slot slot;
  private final boolean restored;

  SlotFirstEnumerator(
      SplitEnumeratorContext<SourceSplitBase> context,
      PostgresSourceConfig config,
      SplitAssigner assigner,
      CaptureDialect dialect,
      Slot slot,
      boolean restored) {
    super(context, config, assigner, dialect, Boundedness.CONTINUOUS_UNBOUNDED);
    this.slot = slot;
    this.restored = restored;
  }

  @Override
  public void start() {
    try {
      slot.prepare(restored);
    } catch (SQLException e) {
      throw new FlinkRuntimeException(e.getMessage(), e);
    }
    super.start();
    // Flink CDC does so twice a minute; nothing is confirmed before, no added table is copied
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

package io.esync.operators.flink.steering;

import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/** Hears from the operator which sources are paused. What it knows is in the operator's state. */
final class SteeringCoordinator implements OperatorCoordinator {
  private final Context context;

  SteeringCoordinator(Context context) {
    this.context = context;
  }

  @Override
  public void start() {}

  @Override
  public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {
    Switchboard.tell(context.metricGroup(), ((PausedSources) event).sources());
  }

  @Override
  public void checkpointCoordinator(long checkpoint, CompletableFuture<byte[]> state) {
    state.complete(new byte[0]);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {}

  @Override
  public void resetToCheckpoint(long checkpoint, byte[] state) {}

  @Override
  public void subtaskReset(int subtask, long checkpoint) {}

  @Override
  public void executionAttemptFailed(int subtask, int attempt, Throwable reason) {}

  @Override
  public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {}

  @Override
  public void close() {
    Switchboard.close(context.metricGroup());
  }
}

package io.esync.connectors.filesystem.write;

import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.compactor.operator.CompactorOperator;
import org.apache.flink.connector.file.sink.compactor.operator.CompactorOperatorFactory;
import org.apache.flink.connector.file.sink.compactor.operator.CompactorRequest;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Makes Flink's operator that joins files, and tells it the checkpoint that it is restored from.
 *
 * <p>At the end of its input that operator joins what waits up to the checkpoint after the last one
 * it has seen, and it does not restore which one that was. Without this, a job that ends before its
 * first checkpoint after a restore forgets the files that wait in the restored state.
 */
final class RestoredJoinFactory
    extends AbstractStreamOperatorFactory<CommittableMessage<FileSinkCommittable>>
    implements OneInputStreamOperatorFactory<
        CompactorRequest, CommittableMessage<FileSinkCommittable>> {
  private static final long serialVersionUID = 1L;

  private final CompactorOperatorFactory factory;

  RestoredJoinFactory(CompactorOperatorFactory factory) {
    this.factory = factory;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // Flink's signature
  public <T extends StreamOperator<CommittableMessage<FileSinkCommittable>>> T createStreamOperator(
      StreamOperatorParameters<CommittableMessage<FileSinkCommittable>> parameters) {
    T operator = factory.createStreamOperator(parameters);
    parameters
        .getContainingTask()
        .getEnvironment()
        .getTaskStateManager()
        .getRestoreCheckpointId()
        .ifPresent(checkpoint -> see(checkpoint, (CompactorOperator) operator));
    return operator;
  }

  /** As nothing is joined yet, this does not emit, it only notes the checkpoint. */
  private static void see(long checkpoint, CompactorOperator operator) {
    try {
      operator.prepareSnapshotPreBarrier(checkpoint);
    } catch (Exception e) {
      throw new IllegalStateException("joining files does not start after a restore", e);
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return factory.getStreamOperatorClass(loader);
  }
}

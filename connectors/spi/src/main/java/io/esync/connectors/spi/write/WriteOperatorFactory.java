package io.esync.connectors.spi.write;

import io.esync.connectors.spi.TargetWriterFactory;
import io.esync.connectors.spi.WriteOptions;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes a {@link WriteOperator} within the task, whose mailbox it needs. */
final class WriteOperatorFactory extends AbstractStreamOperatorFactory<Rejection>
    implements OneInputStreamOperatorFactory<ChangeRecord, Rejection> {
  private static final long serialVersionUID = 1L;

  private final String target;
  private final TargetWriterFactory writers;
  private final WriteOptions options;
  private final Refusals refusals;

  /**
   * @param target id of the target
   */
  WriteOperatorFactory(
      String target, TargetWriterFactory writers, WriteOptions options, Refusals refusals) {
    this.target = target;
    this.writers = writers;
    this.options = options;
    this.refusals = refusals;
  }

  @Override
  // Flink asks for the one operator there is, and sets its clock in no other way
  @SuppressWarnings({"unchecked", "deprecation", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<Rejection>> T createStreamOperator(
      StreamOperatorParameters<Rejection> parameters) {
    WriteOperator operator =
        new WriteOperator(target, writers, options, refusals, parameters.getMailboxExecutor());
    operator.setProcessingTimeService(parameters.getProcessingTimeService());
    operator.setup(
        parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
    return (T) operator;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Flink declares it
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return WriteOperator.class;
  }
}

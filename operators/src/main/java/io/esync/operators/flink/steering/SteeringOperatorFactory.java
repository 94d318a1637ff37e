package io.esync.operators.flink.steering;

import io.esync.operators.control.Command;
import io.esync.operators.model.AuditEvent;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator that pauses and resumes sources, and its coordinator. Runs once. */
public final class SteeringOperatorFactory extends AbstractStreamOperatorFactory<AuditEvent>
    implements OneInputStreamOperatorFactory<Command, AuditEvent>,
        CoordinatedOperatorFactory<AuditEvent> {
  private static final long serialVersionUID = 1L;

  private final String operator;

  /**
   * @param operator name of the operator, for the audit
   */
  public SteeringOperatorFactory(String operator) {
    this.operator = operator;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Flink declares it
  public <T extends StreamOperator<AuditEvent>> T createStreamOperator(
      StreamOperatorParameters<AuditEvent> parameters) {
    OperatorID id = parameters.getStreamConfig().getOperatorID();
    OperatorEventGateway coordinator =
        parameters.getOperatorEventDispatcher().getOperatorEventGateway(id);
    SteeringOperator steering = new SteeringOperator(operator, coordinator);
    steering.setup(
        parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
    return (T) steering;
  }

  @Override
  public OperatorCoordinator.Provider getCoordinatorProvider(String name, OperatorID id) {
    return new Provider(id);
  }

  @Override
  @SuppressWarnings("rawtypes") // as Flink declares it
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return SteeringOperator.class;
  }

  private record Provider(OperatorID id) implements OperatorCoordinator.Provider {
    private static final long serialVersionUID = 1L;

    @Override
    public OperatorID getOperatorId() {
      return id;
    }

    @Override
    public OperatorCoordinator create(OperatorCoordinator.Context context) {
      return new SteeringCoordinator(context);
    }
  }
}

package io.esync.operators.flink.steering;

import io.esync.operators.control.Command;
import io.esync.operators.control.Command.Action;
import io.esync.operators.flink.CommandSerializer;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Pauses and resumes sources.
 *
 * <p>Input: commands; others than PAUSE and RESUME are left alone. Output: audit events of them.
 * State: the last command of each source. On restore it says again which sources are paused, so
 * that they stay so. Of two commands the later holds, at equal times the one of the greater id; a
 * repetition is nothing.
 */
final class SteeringOperator extends AbstractStreamOperator<AuditEvent>
    implements OneInputStreamOperator<Command, AuditEvent> {
  private static final long serialVersionUID = 1L;
  private static final Comparator<Command> ORDER =
      Comparator.comparingLong(Command::issuedAt).thenComparing(Command::id);

  private final String operator;
  private final transient OperatorEventGateway coordinator;
  private final transient Map<String, Command> last = new TreeMap<>();
  private transient ListState<Command> state;

  /**
   * @param operator name of this operator, for the audit
   */
  SteeringOperator(String operator, OperatorEventGateway coordinator) {
    this.operator = operator;
    this.coordinator = coordinator;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("last", CommandSerializer.INSTANCE));
    for (Command command : state.get()) {
      last.put(command.source(), command);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    getMetricGroup().addGroup("esync").gauge("pausedSources", () -> paused().size());
    tell();
  }

  @Override
  public void processElement(StreamRecord<Command> element) {
    Command command = element.getValue();
    if (command.action() != Action.PAUSE && command.action() != Action.RESUME) {
      return;
    }
    Command before = last.get(command.source());
    if (before == null || ORDER.compare(before, command) < 0) {
      last.put(command.source(), command);
      tell();
      audit(command, Outcome.COMMANDED, "");
    } else if (!before.id().equals(command.id())) {
      audit(command, Outcome.REFUSED, ": " + before.action() + " was asked for after it");
    }
  }

  private void audit(Command command, Outcome outcome, String why) {
    String reason = command.action() + " " + command.source() + command.by() + why;
    output.collect(
        new StreamRecord<>(
            new AuditEvent(operator, outcome, reason, command.origin(), null, List.of())));
  }

  private void tell() {
    coordinator.sendEventToCoordinator(new PausedSources(paused()));
  }

  private Set<String> paused() {
    return last.values().stream()
        .filter(command -> command.action() == Action.PAUSE)
        .map(Command::source)
        .collect(Collectors.toSet());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(List.copyOf(last.values()));
  }
}

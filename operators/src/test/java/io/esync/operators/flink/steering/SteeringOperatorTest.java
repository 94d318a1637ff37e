package io.esync.operators.flink.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.esync.operators.control.Command;
import io.esync.operators.control.Command.Action;
import io.esync.operators.flink.AuditEventSerializer;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SteeringOperatorTest {
  private static final Origin ORIGIN =
      new Origin("commands", "lines", new SourceVersion(0, 1, 0), 0L, 1_000L, false);

  private final List<Set<String>> told = new ArrayList<>();
  private OneInputStreamOperatorTestHarness<Command, AuditEvent> harness;

  @BeforeEach
  void start() throws Exception {
    open(null);
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new SteeringOperator(
                "p/steering", event -> told.add(((PausedSources) event).sources())));
    harness.setup(AuditEventSerializer.INSTANCE);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private void ask(String id, Action action, String source, long time) throws Exception {
    harness.processElement(
        new StreamRecord<>(
            new Command(id, action, source, "", "", "", "", "ada", "repair", time, ORIGIN)));
  }

  @Test
  void the_sources_that_are_paused_are_told_at_the_start_and_at_each_command() throws Exception {
    ask("1", Action.PAUSE, "crm", 1);
    ask("2", Action.PAUSE, "billing", 2);
    ask("3", Action.RESUME, "crm", 3);

    assertThat(told)
        .containsExactly(Set.of(), Set.of("crm"), Set.of("crm", "billing"), Set.of("billing"));
    assertThat(harness.extractOutputValues())
        .extracting(AuditEvent::outcome, AuditEvent::reason)
        .contains(tuple(Outcome.COMMANDED, "PAUSE crm by ada: repair"));
  }

  @Test
  void the_later_command_holds_in_whichever_order_they_come_and_a_repetition_is_nothing()
      throws Exception {
    ask("2", Action.RESUME, "crm", 2);
    ask("1", Action.PAUSE, "crm", 1);
    ask("2", Action.RESUME, "crm", 2);

    assertThat(told.get(told.size() - 1)).isEmpty();
    assertThat(harness.extractOutputValues())
        .extracting(AuditEvent::outcome)
        .containsExactly(Outcome.COMMANDED, Outcome.REFUSED);
  }

  @Test
  void what_is_paused_stays_so_after_a_restart() throws Exception {
    ask("1", Action.PAUSE, "crm", 1);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    told.clear();

    open(state);
    ask("0", Action.RESUME, "crm", 0);

    assertThat(told).containsExactly(Set.of("crm"));
  }

  @Test
  void other_commands_are_for_others() throws Exception {
    ask("1", Action.RESYNC, "crm", 1);

    assertThat(told).containsExactly(Set.of());
    assertThat(harness.extractOutputValues()).isEmpty();
  }
}

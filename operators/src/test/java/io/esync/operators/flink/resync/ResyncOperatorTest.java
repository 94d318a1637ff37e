package io.esync.operators.flink.resync;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.control.Command;
import io.esync.operators.control.Command.Action;
import io.esync.operators.decode.EntityMapping;
import io.esync.operators.decode.FutureSkew;
import io.esync.operators.decode.SourceTerm;
import io.esync.operators.flink.OutputTags;
import io.esync.operators.flink.SourceRecordSerializer;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Reread;
import io.esync.operators.model.RereadEnd;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.resync.ResyncScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResyncOperatorTest {
  private static final Origin ORIGIN =
      new Origin("commands", "lines", new SourceVersion(0, 1, 0), 0L, 1_000L, false);

  private final FakeTables tables = new FakeTables();
  private Map<String, String> unsafe = Map.of();
  private OneInputStreamOperatorTestHarness<Command, SourceRecord> harness;

  private static EntityMapping mapping(String entity, String stream, String id) {
    return new EntityMapping(
        entity,
        stream,
        List.of("id"),
        List.of(),
        Map.of("id", SourceTerm.parse(id)),
        null,
        null,
        SchemaEvolution.EVOLVE,
        FutureSkew.UNBOUNDED);
  }

  private void start(OperatorSubtaskState state) throws Exception {
    List<EntityMapping> mappings =
        List.of(
            mapping("customer", "customers", "id"),
            mapping("order", "orders_.*", "id"),
            mapping("item", "items", "upper(code)"));
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ResyncOperator(
                "p/resync/crm", tables, new ResyncScope("crm", mappings, unsafe), 1L));
    harness.setup(SourceRecordSerializer.INSTANCE);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  @AfterEach
  void stop() throws Exception {
    tables.gate.countDown();
    harness.close();
  }

  private static Command command(String id, String stream, String entity, String key) {
    return new Command(
        id, Action.RESYNC, "crm", stream, entity, key, "", "ada", "repair", 1, ORIGIN);
  }

  private void ask(Command command) throws Exception {
    harness.processElement(command, 0L);
  }

  /** Takes one step of the reading thread. */
  private void step() throws Exception {
    harness.getTaskMailbox().take(Integer.MIN_VALUE).run();
  }

  private List<Object> shown() {
    List<Object> shown = new ArrayList<>();
    for (SourceRecord record : harness.extractOutputValues()) {
      if (record instanceof Reread reread) {
        shown.add(
            reread.change().after() == null
                ? "delete " + reread.change().before().get("id")
                : reread.change().after().get("id"));
      } else if (record instanceof RereadEnd end) {
        shown.add("end of " + end.entity());
      } else if (record instanceof Malformed) {
        shown.add("malformed");
      }
    }
    return shown;
  }

  private List<String> audit(Outcome outcome) {
    Queue<StreamRecord<AuditEvent>> events = harness.getSideOutput(OutputTags.AUDIT);
    return events == null
        ? List.of()
        : events.stream()
            .map(StreamRecord::getValue)
            .filter(event -> event.outcome() == outcome)
            .map(AuditEvent::reason)
            .toList();
  }

  @Test
  void the_rows_of_a_table_come_and_then_its_end_and_both_are_audited() throws Exception {
    tables.with("customers", 1L, 2L, 3L).with("orders_1", 9L);
    start(null);
    ask(command("c1", "customers", "", ""));
    harness.endInput();

    assertThat(shown()).containsExactly(1L, 2L, 3L, "end of customer");
    assertThat(audit(Outcome.COMMANDED))
        .containsExactly(
            "RESYNC crm customers by ada: repair",
            "RESYNC crm customers by ada: repair: 3 rows were read");
  }

  @Test
  void a_command_that_comes_again_is_nothing_over_a_restore_too() throws Exception {
    tables.with("customers", 1L);
    start(null);
    ask(command("c1", "customers", "", ""));
    harness.endInput();
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    start(state);
    ask(command("c1", "customers", "", ""));
    harness.endInput();

    assertThat(shown()).isEmpty();
    ask(command("c2", "customers", "", ""));
    harness.endInput();
    assertThat(shown()).containsExactly(1L, "end of customer");
  }

  @Test
  void after_a_failure_it_goes_on_behind_the_last_chunk_and_from_the_same_place() throws Exception {
    tables.with("customers", 1L, 2L, 3L);
    tables.gate = new CountDownLatch(1);
    start(null);
    ask(command("c1", "customers", "", ""));
    ask(command("c2", "customers", "", ""));
    while (shown().isEmpty()) {
      step();
    }
    step(); // the chunk was read whole
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    tables.gate.countDown();
    tables.calls.clear();
    start(state);
    harness.endInput();

    assertThat(shown()).containsExactly(2L, 3L, "end of customer", 1L, 2L, 3L, "end of customer");
    assertThat(tables.calls)
        .containsExactly(
            "customers@1", "customers@2", "since", "customers@0", "customers@1", "customers@2");
  }

  @Test
  void a_table_with_a_row_that_cannot_be_read_has_no_end() throws Exception {
    tables.with("customers", 1L, -2L, 3L);
    start(null);
    ask(command("c1", "customers", "", ""));
    harness.endInput();

    assertThat(shown()).containsExactly(1L, "malformed", 3L);
    assertThat(audit(Outcome.COMMANDED).get(1))
        .contains("3 rows were read, of which 1 are in the dead-letter queue")
        .contains("nothing was deleted that customers has no more, as not all could be read");
  }

  @Test
  void an_entity_of_several_tables_has_no_end_either() throws Exception {
    tables.with("orders_1", 1L).with("orders_2", 2L);
    start(null);
    ask(command("c1", "", "order", ""));
    harness.endInput();

    assertThat(shown()).containsExactly(1L, 2L);
    assertThat(audit(Outcome.COMMANDED).get(1)).contains("as it is not the only one");
  }

  @Test
  void what_fails_is_tried_again_and_given_up_in_the_end_so_that_the_next_can_go_on()
      throws Exception {
    tables.with("customers", 1L);
    tables.failures.set(4 + 5);
    start(null);
    ask(command("c1", "customers", "", ""));
    ask(command("c2", "customers", "", ""));
    harness.endInput();

    assertThat(audit(Outcome.REFUSED))
        .containsExactly(
            "RESYNC crm customers by ada: repair: given up after 5 attempts: the table is on fire");
    assertThat(shown()).containsExactly(1L, "end of customer");
  }

  @Test
  void one_key_is_read_alone_and_deleted_where_it_is_gone() throws Exception {
    tables.with("customers", 1L, 2L);
    start(null);
    ask(command("c1", "", "customer", "{\"id\": 2}"));
    ask(command("c2", "", "customer", "{\"id\": 7}"));
    harness.endInput();

    assertThat(shown()).containsExactly(2L, "delete 7");
    assertThat(audit(Outcome.COMMANDED)).last().asString().endsWith("; the source has it no more");
    assertThat(audit(Outcome.COMMANDED)).noneMatch(reason -> reason.contains("7"));
  }

  @Test
  void what_cannot_be_done_is_refused_with_the_reason() throws Exception {
    tables.with("customers", 1L).with("items", 2L);
    unsafe = Map.of("customer", "which is replicated");
    start(null);
    ask(command("c1", "customers", "", ""));
    ask(command("c2", "nothing", "", ""));
    ask(command("c3", "", "item", "{\"id\": 2}"));
    harness.endInput();

    assertThat(shown()).isEmpty();
    assertThat(audit(Outcome.REFUSED))
        .containsExactly(
            "RESYNC crm customers by ada: repair: customers feeds entity 'customer', which is"
                + " replicated",
            "RESYNC crm nothing by ada: repair: no entity takes a table 'nothing' of crm; its tables"
                + " are [customers, items]",
            "RESYNC crm for item, one key, by ada: repair: key field 'id' is computed from"
                + " 'upper(code)'; read the whole table again, without a key");
  }

  @Test
  void commands_for_other_sources_and_of_other_kinds_are_left_alone() throws Exception {
    tables.with("customers", 1L);
    start(null);
    for (Action action : List.of(Action.PAUSE, Action.REPLAY)) {
      ask(new Command("c" + action, action, "crm", "", "", "", "", "ada", "", 1, ORIGIN));
    }
    ask(new Command("c", Action.RESYNC, "erp", "", "", "", "", "ada", "", 1, ORIGIN));
    harness.endInput();

    assertThat(shown()).isEmpty();
    assertThat(tables.calls).isEmpty();
  }
}

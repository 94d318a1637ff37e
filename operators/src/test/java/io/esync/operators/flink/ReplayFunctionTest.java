package io.esync.operators.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.control.Command;
import io.esync.operators.control.Command.Action;
import io.esync.operators.decode.EntityMapping;
import io.esync.operators.decode.FutureSkew;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection.ChangePayload;
import io.esync.operators.model.Rejection.Payload;
import io.esync.operators.model.Rejection.RawPayload;
import io.esync.operators.model.Rejection.SourcePayload;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.replay.Letter;
import io.esync.operators.replay.RecordParser;
import io.esync.operators.replay.ReplayRules;
import io.esync.operators.replay.ReplayRules.Disguise;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayFunctionTest {
  private static final Origin ASKED =
      new Origin("commands", "lines", new SourceVersion(0, 1, 0), 0L, 1_000L, false);
  private static final String WAREHOUSE = "customers/target/warehouse";
  private static final String LEDGER = "customers/target/ledger";
  private static final Origin COPIED =
      new Origin("erp", "copies", new SourceVersion(0, 7, 1), 1_500L, 1_000L, false);

  private final Metrics metrics = new Metrics();
  private final MockEnvironment environment = metrics.environment(1, 0);
  private OneInputStreamOperatorTestHarness<Command, MergeInput> harness;

  /** Reads rows whose text is {@code good}; {@code far} needs a registry that does not answer. */
  private static final class WordParser implements RecordParser {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<SourceRecord> parse(byte[] payload, Origin origin) throws IOException {
      return switch (new String(payload, UTF_8)) {
        case "good" ->
            Optional.of(new SourceChange(origin.attempt(1), ChangeOp.UPSERT, null, Samples.ROW));
        case "nothing" -> Optional.empty();
        case "far" -> throw new IOException("the registry does not answer");
        default -> throw new IllegalArgumentException("no good");
      };
    }
  }

  @BeforeEach
  void start() throws Exception {
    EntityMapping copies =
        new EntityMapping(
            "copy",
            "copies",
            List.of("id"),
            List.of(),
            Map.of(),
            null,
            null,
            SchemaEvolution.EVOLVE,
            FutureSkew.UNBOUNDED);
    ReplayRules rules =
        new ReplayRules(
            Map.of("crm", new WordParser()),
            Map.of("crm", List.of(), "erp", List.of(copies)),
            Map.of("customer", true, "copy", false),
            Map.of(
                LEDGER,
                new Disguise(Set.of("customer", "copy"), Set.of("customer")),
                "customers/target/mail",
                new Disguise(Set.of("customer"), Set.of())));
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new ReplayFunction("customers/replay", rules)),
            CommandSerializer.INSTANCE,
            environment);
    harness.setup(MergeInputSerializer.INSTANCE);
    harness.open();
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
    environment.close();
  }

  @Test
  void what_could_not_be_decoded_goes_to_the_decode_of_its_source_with_the_origin_that_it_had()
      throws Exception {
    replay(letter("customers/decode/crm", ErrorCode.TYPE_MISMATCH, source(Samples.ORIGIN)));

    assertThat(records("crm"))
        .containsExactly(
            new SourceChange(
                Samples.ORIGIN.attempt(2), ChangeOp.UPSERT, Samples.ROW.keyRow(), Samples.ROW));
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(reasons()).containsExactly("COMMANDED: REPLAY 1f by ann: mended");
    assertThat(metrics.get("replayed")).isEqualTo(1);
  }

  @Test
  void each_replay_raises_the_attempt() throws Exception {
    replay(
        letter("customers/decode/crm", ErrorCode.TYPE_MISMATCH, source(Samples.ORIGIN.attempt(4))));

    assertThat(records("crm")).extracting(record -> record.origin().attempt()).containsExactly(5);
  }

  @Test
  void a_row_that_a_target_refused_is_asked_for_as_it_is_now() throws Exception {
    replay(letter(WAREHOUSE, ErrorCode.TARGET_REFUSED, new ChangePayload(Samples.CHANGE)));
    replay(
        letter(
            "customers/target/mail", ErrorCode.TARGET_REFUSED, new ChangePayload(Samples.CHANGE)));

    assertThat(harness.extractOutputValues())
        .containsExactly(
            new MergeInput.Retell(again(Samples.CHANGE)),
            new MergeInput.Retell(again(Samples.CHANGE)));
  }

  @Test
  void a_change_that_came_too_late_is_merged_itself() throws Exception {
    replay(letter("customers/merge", ErrorCode.LATE_AFTER_GC, new ChangePayload(Samples.CHANGE)));

    assertThat(harness.extractOutputValues())
        .containsExactly(new MergeInput.Change(again(Samples.CHANGE)));
  }

  @Test
  void bytes_are_read_as_the_source_reads_them_now() throws Exception {
    replay(raw("good"));
    replay(raw("nothing"));
    replay(raw("bad"));

    assertThat(records("crm"))
        .satisfiesExactly(
            record ->
                assertThat(record)
                    .isEqualTo(
                        new SourceChange(
                            Samples.ORIGIN.attempt(2), ChangeOp.UPSERT, null, Samples.ROW)),
            record -> {
              Malformed malformed = (Malformed) record;
              assertThat(malformed.origin()).isEqualTo(Samples.ORIGIN.attempt(2));
              assertThat(malformed.payload()).isEqualTo("bad".getBytes(UTF_8));
              assertThat(malformed.message()).isEqualTo("no good");
            });
    assertThat(reasons()).hasSize(3).allMatch(reason -> reason.startsWith("COMMANDED"));
  }

  @Test
  void what_nobody_can_read_again_is_refused_with_what_to_do() throws Exception {
    replay(raw("far"));
    replay(
        new Letter(
            "1f",
            "customers/decode/erp",
            "UNREADABLE_RECORD",
            true,
            RejectionPayloadCodec.toBytes(
                new RawPayload(new byte[] {1}),
                new Origin("erp", "x", new SourceVersion(0, 1, 0), 0, 0, false))));
    replay(letter("customers/decode/old", ErrorCode.TYPE_MISMATCH, source(ASKED)));
    replay(new Letter("1f", "o", "TYPE_MISMATCH", false, new byte[] {9, 9}));
    replay(new Letter("1f", "o", "UNREADABLE_RECORD", false, new byte[] {1, 1, 7}));

    assertThat(reasons())
        .satisfiesExactly(
            reason -> assertThat(reason).contains("the registry does not answer"),
            reason -> assertThat(reason).contains("cannot read a record", "resync the stream"),
            reason -> assertThat(reason).contains("source 'commands' is none", "[crm, erp]"),
            reason -> assertThat(reason).contains("unknown kind of rejected payload 9"),
            reason -> assertThat(reason).contains("without its place"))
        .allMatch(reason -> reason.startsWith("REFUSED: REPLAY 1f by ann: mended: "));
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(metrics.get("replaysRefused")).isEqualTo(5);
  }

  @Test
  void what_is_replicated_goes_again_by_force_alone() throws Exception {
    ChangeRecord copy =
        new ChangeRecord(EntityKey.of("copy", 1), ChangeOp.UPSERT, Samples.ROW, COPIED);
    Letter refused = letter(WAREHOUSE, ErrorCode.TARGET_REFUSED, new ChangePayload(copy));
    Letter undecoded = letter("customers/decode/erp", ErrorCode.TYPE_MISMATCH, source(COPIED));
    replay(refused);
    replay(undecoded);
    assertThat(reasons()).hasSize(2).allMatch(reason -> reason.contains("--force"));
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(records("erp")).isEmpty();

    replay(forced(refused));
    replay(forced(undecoded));

    assertThat(harness.extractOutputValues()).containsExactly(new MergeInput.Change(again(copy)));
    assertThat(records("erp")).hasSize(1);
  }

  @Test
  void what_was_disguised_for_its_target_is_never_taken_for_the_row_itself() throws Exception {
    ChangeRecord copy =
        new ChangeRecord(EntityKey.of("copy", 1), ChangeOp.UPSERT, Samples.ROW, COPIED);
    replay(forced(letter(LEDGER, ErrorCode.TARGET_REFUSED, new ChangePayload(copy))));
    replay(letter(LEDGER, ErrorCode.TARGET_REFUSED, new ChangePayload(Samples.CHANGE)));

    assertThat(reasons()).hasSize(2).allMatch(reason -> reason.contains("(pii)"));
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void other_commands_are_left_alone() throws Exception {
    harness.processElement(command(Action.PAUSE, ""), 0);

    assertThat(harness.getOutput()).isEmpty();
    assertThat(audit()).isNull();
  }

  private static Letter raw(String text) {
    return letter(
        "customers/decode/crm", ErrorCode.UNREADABLE_RECORD, new RawPayload(text.getBytes(UTF_8)));
  }

  private static SourcePayload source(Origin origin) {
    return new SourcePayload(
        new SourceChange(origin, ChangeOp.UPSERT, Samples.ROW.keyRow(), Samples.ROW));
  }

  private static Letter letter(String operator, ErrorCode code, Payload payload) {
    byte[] bytes = RejectionPayloadCodec.toBytes(payload, Samples.ORIGIN);
    return new Letter("1f", operator, code.name(), false, bytes);
  }

  private static Letter forced(Letter letter) {
    return new Letter(letter.id(), letter.operator(), letter.code(), true, letter.payload());
  }

  private static ChangeRecord again(ChangeRecord change) {
    return new ChangeRecord(change.key(), change.op(), change.row(), change.origin().attempt(2));
  }

  private void replay(Letter letter) throws Exception {
    harness.processElement(command(Action.REPLAY, letter.text()), 0);
  }

  private static Command command(Action action, String letter) {
    return new Command("c1", action, "crm", "", "", "", letter, "ann", "mended", 0, ASKED);
  }

  private List<SourceRecord> records(String source) {
    OutputTag<SourceRecord> tag = ReplayFunction.records(source);
    Queue<StreamRecord<SourceRecord>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private Queue<StreamRecord<AuditEvent>> audit() {
    return harness.getSideOutput(OutputTags.AUDIT);
  }

  private List<String> reasons() {
    return audit().stream()
        .map(StreamRecord::getValue)
        .map(event -> event.outcome() + ": " + event.reason())
        .toList();
  }

  @Test
  void an_event_names_the_entity_where_it_is_known() throws Exception {
    replay(letter(WAREHOUSE, ErrorCode.TARGET_REFUSED, new ChangePayload(Samples.CHANGE)));

    AuditEvent event = audit().peek().getValue();
    assertThat(event.outcome()).isEqualTo(Outcome.COMMANDED);
    assertThat(event.key()).isEqualTo(Samples.KEY);
    assertThat(event.origin()).isEqualTo(ASKED);
  }
}

package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Rejection.RawPayload;
import io.esync.operators.model.Rejection.SourcePayload;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.review.DecidableEntity;
import io.esync.operators.review.DecisionDecoder;
import io.esync.operators.review.DecisionRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlFunctionTest {
  private static final DecidableEntity CUSTOMER =
      new DecidableEntity(
          "customer",
          List.of("id"),
          List.of(new Field("id", DataType.INT), new Field("email", DataType.STRING)),
          List.of("crm"),
          "");
  private static final Origin ORIGIN =
      new Origin("decisions", "lines", new SourceVersion(0, 1, 0), 0L, 1_000L, false);

  private final Metrics metrics = new Metrics();
  private final MockEnvironment environment = metrics.environment(1, 0);
  private OneInputStreamOperatorTestHarness<SourceRecord, MergeInput> harness;

  @BeforeEach
  void start() throws Exception {
    ControlFunction<MergeInput> function =
        new ControlFunction<>(
            "customers/control/decisions/decode",
            "decisions",
            new DecisionDecoder(Map.of("customer", CUSTOMER)),
            AuditLevel.ALL);
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(function), SourceRecordSerializer.INSTANCE, environment);
    harness.setup(MergeInputSerializer.INSTANCE);
    harness.open();
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
    environment.close();
  }

  @Test
  void a_decision_goes_to_the_merge_and_what_is_none_to_the_dead_letters_with_its_row()
      throws Exception {
    SourceChange unfit = decision("phone");

    process(unfit);
    process(decision("email"));

    assertThat(harness.extractOutputValues())
        .singleElement()
        .isInstanceOf(MergeInput.Decided.class)
        .extracting(input -> input.key().toString())
        .isEqualTo("customer[1]");
    Rejection rejection = all(OutputTags.REJECTIONS).get(0);
    assertThat(rejection.operator()).isEqualTo("customers/control/decisions/decode");
    assertThat(rejection.code()).isEqualTo(ErrorCode.INVALID_DECISION);
    assertThat(rejection.message()).startsWith("field 'phone' is not declared");
    assertThat(rejection.payload()).isEqualTo(new SourcePayload(unfit));
    assertThat(all(OutputTags.AUDIT))
        .extracting(AuditEvent::outcome)
        .containsExactly(Outcome.REJECTED);
    assertThat(metrics.get("control.decisions.recordsIn")).isEqualTo(2);
    assertThat(metrics.get("control.decisions.recordsRejected")).isEqualTo(1);
  }

  @Test
  void a_line_that_cannot_be_read_goes_to_the_dead_letters_with_its_bytes() throws Exception {
    process(new Malformed(ORIGIN, new byte[] {'{'}, ErrorCode.UNREADABLE_RECORD, "no JSON"));

    Rejection rejection = all(OutputTags.REJECTIONS).get(0);
    assertThat(rejection.code()).isEqualTo(ErrorCode.UNREADABLE_RECORD);
    assertThat(((RawPayload) rejection.payload()).bytes()).containsExactly('{');
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void a_deleted_decision_takes_nothing_back_and_is_no_mistake() throws Exception {
    process(new SourceChange(ORIGIN, ChangeOp.DELETE, decision("email").after(), null));

    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(harness.getSideOutput(OutputTags.REJECTIONS)).isNull();
  }

  private void process(SourceRecord record) throws Exception {
    harness.processElement(record, 0L);
  }

  private <T> List<T> all(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records.stream().map(StreamRecord::getValue).toList();
  }

  private static SourceChange decision(String field) {
    return new SourceChange(
        ORIGIN,
        ChangeOp.UPSERT,
        null,
        Row.of(
            DecisionRow.SCHEMA,
            "d1",
            "customer",
            "{\"id\": 1}",
            field,
            "PICK",
            "crm",
            null,
            "crm@0/1/0#5",
            "ada",
            null,
            Instant.EPOCH));
  }
}

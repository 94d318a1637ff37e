package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.decode.EntityMapping;
import io.esync.operators.decode.FieldContract;
import io.esync.operators.decode.FutureSkew;
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
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class DecodeFunctionTest {
  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(new Field("id", DataType.INT), new Field("mail", DataType.STRING)),
          List.of("id"));
  private static final List<EntityMapping> MAPPINGS =
      List.of(mapping("customer", "customers", "mail"), mapping("person", ".*s"));

  @Test
  void a_record_becomes_a_change_of_each_entity_that_takes_its_stream() throws Exception {
    try (Decoder decoder = new Decoder(AuditLevel.ALL)) {
      decoder.process(upsert("customers", 1, "a@x.org"));

      assertThat(decoder.harness.extractOutputValues())
          .extracting(input -> input.key().entity())
          .containsExactly("customer", "person");
      assertThat(decoder.rejections()).isEmpty();
      assertThat(decoder.audit()).isEmpty();
      assertThat(decoder.metrics.get("source.crm.recordsIn")).isEqualTo(1);
      assertThat(decoder.metrics.get("source.crm.entity.customer.recordsOut")).isEqualTo(1);
      assertThat(decoder.metrics.get("source.crm.position")).isEqualTo(7);
      assertThat(decoder.metrics.get("source.crm.lagMillis")).isEqualTo(58);
    }
  }

  @Test
  void a_record_that_does_not_fit_is_rejected_and_the_next_one_goes_on() throws Exception {
    SourceChange unfit = upsert("customers", 1, null);
    try (Decoder decoder = new Decoder(AuditLevel.ALL)) {
      decoder.process(unfit);
      decoder.process(upsert("customers", 2, "b@x.org"));

      assertThat(decoder.harness.extractOutputValues())
          .extracting(change -> change.key().toString())
          .containsExactly("person[1]", "customer[2]", "person[2]");
      Rejection rejection = decoder.rejections().get(0);
      assertThat(rejection.operator()).isEqualTo("customers/decode/crm");
      assertThat(rejection.code()).isEqualTo(ErrorCode.REQUIRED_FIELD_NULL);
      assertThat(rejection.message()).isEqualTo("customer: required field 'mail' is NULL");
      assertThat(rejection.payload()).isEqualTo(new SourcePayload(unfit));
      assertThat(rejection.origin()).isEqualTo(unfit.origin());
      assertThat(decoder.audit()).extracting(AuditEvent::outcome).containsExactly(Outcome.REJECTED);
      assertThat(decoder.metrics.get("source.crm.code.REQUIRED_FIELD_NULL.recordsRejected"))
          .isEqualTo(1);
    }
  }

  @Test
  void a_malformed_record_is_rejected_with_its_bytes() throws Exception {
    byte[] bytes = {1, 2, 3};
    Origin origin = upsert("customers", 1, null).origin();
    try (Decoder decoder = new Decoder(AuditLevel.CONFLICTS)) {
      decoder.process(
          new Malformed(origin, bytes, ErrorCode.UNREPRESENTABLE_VALUE, "infinite timestamp"));

      Rejection rejection = decoder.rejections().get(0);
      assertThat(rejection.code()).isEqualTo(ErrorCode.UNREPRESENTABLE_VALUE);
      assertThat(rejection.message()).isEqualTo("infinite timestamp");
      assertThat(rejection.payload()).isInstanceOf(RawPayload.class);
      assertThat(((RawPayload) rejection.payload()).bytes()).isEqualTo(bytes);
      assertThat(decoder.harness.extractOutputValues()).isEmpty();
      assertThat(decoder.audit()).isEmpty();
    }
  }

  @Test
  void a_stream_that_no_entity_takes_is_rejected() throws Exception {
    try (Decoder decoder = new Decoder(AuditLevel.NONE)) {
      decoder.process(upsert("stock", 1, "a"));

      assertThat(decoder.rejections())
          .extracting(Rejection::code, Rejection::message)
          .containsExactly(
              Tuple.tuple(ErrorCode.UNMAPPED_STREAM, "no entity takes stream 'stock'"));
    }
  }

  @Test
  void a_restart_between_any_two_records_changes_nothing() throws Exception {
    OperatorSubtaskState state = null;
    for (int id = 1; id <= 3; id++) {
      try (Decoder decoder = new Decoder(AuditLevel.NONE, state)) {
        decoder.process(upsert("customers", id, "a"));

        assertThat(decoder.harness.extractOutputValues()).hasSize(2);
        state = decoder.harness.snapshot(id, id);
      }
    }
  }

  private static EntityMapping mapping(String entity, String stream, String... required) {
    return new EntityMapping(
        entity,
        stream,
        List.of(),
        SCHEMA.fields().stream()
            .map(FieldContract::of)
            .map(
                field ->
                    List.of(required).contains(field.field().name()) ? field.asRequired() : field)
            .toList(),
        Map.of(),
        null,
        null,
        SchemaEvolution.EVOLVE,
        FutureSkew.UNBOUNDED);
  }

  private static SourceChange upsert(String stream, int id, Object mail) {
    Origin origin = new Origin("crm", stream, new SourceVersion(0, 7, 0), 42_000L, 50L, false);
    return new SourceChange(origin, ChangeOp.UPSERT, null, Row.of(SCHEMA, id, mail));
  }

  /** The function as Flink runs it. */
  private static final class Decoder implements AutoCloseable {
    private final Metrics metrics = new Metrics();
    private final MockEnvironment environment = metrics.environment(1, 0);
    private final OneInputStreamOperatorTestHarness<SourceRecord, MergeInput> harness;

    Decoder(AuditLevel level) throws Exception {
      this(level, null);
    }

    Decoder(AuditLevel level, OperatorSubtaskState state) throws Exception {
      DecodeFunction function = new DecodeFunction("customers/decode/crm", "crm", MAPPINGS, level);
      harness =
          new OneInputStreamOperatorTestHarness<>(
              new ProcessOperator<>(function), SourceRecordSerializer.INSTANCE, environment);
      harness.setup(MergeInputSerializer.INSTANCE);
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
      harness.setProcessingTime(100);
    }

    void process(SourceRecord record) throws Exception {
      harness.processElement(record, 0L);
    }

    List<Rejection> rejections() {
      return side(OutputTags.REJECTIONS);
    }

    List<AuditEvent> audit() {
      return side(OutputTags.AUDIT);
    }

    private <T> List<T> side(OutputTag<T> tag) {
      Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
      return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    @Override
    public void close() {
      try {
        harness.close();
        environment.close();
      } catch (Exception e) {
        throw new IllegalStateException("the harness does not close", e);
      }
    }
  }
}

package io.esync.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A mapping in the making, and what it makes of changes of one stream. */
final class DecodedStream {
  static final RowSchema SOURCE =
      RowSchema.of(
          List.of(
              new Field("id", DataType.INT),
              new Field("mail", DataType.STRING),
              new Field("updated_at", DataType.TIMESTAMPTZ)),
          List.of("id"));
  static final RowSchema KEY_ONLY = SOURCE.keySchema();
  static final Origin ORIGIN =
      new Origin("crm", "public.customers", new SourceVersion(0, 7, 0), 100L, 1L, false);

  static final Origin SNAPSHOT =
      new Origin("crm", "public.customers", new SourceVersion(0, 0, 0), 0L, 1L, true);

  String stream = "public.customers";
  List<String> key = List.of();
  List<Field> fields = List.of();
  List<String> required = List.of();
  Map<String, String> map = Map.of();
  String timestamp;
  String where;
  Map<String, FieldContract> contracts = Map.of();
  final List<Violation> violations = new ArrayList<>();
  SchemaEvolution evolution = SchemaEvolution.EVOLVE;

  List<ChangeRecord> decode(SourceChange change) throws DecodeException {
    return decoder().decode(change, violations::add);
  }

  EntityDecoder decoder() {
    List<FieldContract> contract =
        fields.stream()
            .map(FieldContract::of)
            .map(field -> required.contains(field.field().name()) ? field.asRequired() : field)
            .map(field -> contracts.getOrDefault(field.field().name(), field))
            .toList();
    Map<String, SourceTerm> terms = new TreeMap<>();
    map.forEach((name, text) -> terms.put(name, SourceTerm.parse(text)));
    return new EntityDecoder(
        new EntityMapping(
            "customer",
            stream,
            key,
            contract,
            terms,
            where,
            timestamp == null ? null : SourceTerm.parse(timestamp),
            evolution,
            FutureSkew.UNBOUNDED));
  }

  List<ChangeOp> ops(SourceChange change) throws DecodeException {
    return decode(change).stream().map(ChangeRecord::op).toList();
  }

  static SourceChange update(Row before, Row after) {
    return new SourceChange(ORIGIN, ChangeOp.UPSERT, before, after);
  }

  ChangeRecord decodeOne(SourceChange change) throws DecodeException {
    List<ChangeRecord> changes = decode(change);
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  void assertRefused(SourceChange change, ErrorCode code, String message) {
    DecodeException refusal = catchThrowableOfType(DecodeException.class, () -> decode(change));
    assertThat(refusal).hasMessage(message);
    assertThat(refusal.code()).isEqualTo(code);
  }

  static SourceChange upsert(Row after) {
    return new SourceChange(ORIGIN, ChangeOp.UPSERT, null, after);
  }

  static SourceChange delete(Row before) {
    return new SourceChange(ORIGIN, ChangeOp.DELETE, before, null);
  }
}

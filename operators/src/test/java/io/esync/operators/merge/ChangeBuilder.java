package io.esync.operators.merge;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceVersion;
import java.util.Arrays;
import java.util.List;

/** Changes of entity {@code customer} as tests write them; a field that is not named is absent. */
public final class ChangeBuilder {
  public static final RowSchema SCHEMA = schema("a", "b", "c");

  private final String source;
  private RowSchema schema = SCHEMA;
  private SourceVersion version = new SourceVersion(0, 0, 0);
  private long time = Origin.UNKNOWN_TIME;
  private long id = 1;

  private ChangeBuilder(String source) {
    this.source = source;
  }

  public static ChangeBuilder of(String source) {
    return new ChangeBuilder(source);
  }

  /** The schema of an {@code id}, which is the key, and of these text fields. */
  public static RowSchema schema(String... names) {
    Field[] fields = new Field[names.length + 1];
    fields[0] = new Field("id", DataType.BIGINT);
    Arrays.setAll(fields, i -> i == 0 ? fields[0] : new Field(names[i - 1], DataType.STRING));
    return RowSchema.of(List.of(fields), List.of("id"));
  }

  /** A streamed change at this position; a snapshot row without it. */
  public ChangeBuilder at(long major) {
    return at(0, major);
  }

  public ChangeBuilder at(int generation, long major) {
    this.version = new SourceVersion(generation, major, 0);
    return this;
  }

  /** Its time in microseconds; unknown without it. */
  public ChangeBuilder time(long micros) {
    this.time = micros;
    return this;
  }

  public ChangeBuilder key(long value) {
    this.id = value;
    return this;
  }

  public ChangeBuilder as(RowSchema other) {
    this.schema = other;
    return this;
  }

  /** An upsert of these fields, given as name and value in turn. */
  public ChangeRecord upsert(Object... namesAndValues) {
    Object[] values = new Object[schema.size()];
    Arrays.fill(values, Row.ABSENT);
    values[schema.indexOf("id")] = id;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values[schema.indexOf((String) namesAndValues[i])] = namesAndValues[i + 1];
    }
    return new ChangeRecord(key(), ChangeOp.UPSERT, Row.of(schema, values), origin());
  }

  public ChangeRecord delete() {
    return removal(ChangeOp.DELETE);
  }

  /** The source's row leaves the entity. */
  public ChangeRecord withdraw() {
    return removal(ChangeOp.WITHDRAW);
  }

  private ChangeRecord removal(ChangeOp op) {
    return new ChangeRecord(key(), op, Row.of(schema.keySchema(), id), origin());
  }

  /** The same change of another customer. */
  public static ChangeRecord rekeyed(ChangeRecord change, long id) {
    Object[] values = change.row().toArray();
    values[change.row().schema().indexOf("id")] = id;
    return new ChangeRecord(
        EntityKey.of("customer", id),
        change.op(),
        Row.of(change.row().schema(), values),
        change.origin());
  }

  private EntityKey key() {
    return EntityKey.of("customer", id);
  }

  private Origin origin() {
    boolean snapshot = version.major() == 0;
    return new Origin(source, "public.customers", version, time, 1_000L, snapshot);
  }
}

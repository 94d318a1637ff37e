package io.esync.benchmarks.micro;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A row of ten columns of mixed types, as in case S1, with a list more. */
final class SampleRow {
  static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.BIGINT),
              new Field("name", DataType.STRING),
              new Field("email", DataType.STRING),
              new Field("balance", DataType.decimal(18, 2)),
              new Field("score", DataType.DOUBLE),
              new Field("active", DataType.BOOLEAN),
              new Field("age", DataType.INT),
              new Field("born", DataType.DATE),
              new Field("updated", DataType.TIMESTAMPTZ),
              new Field("note", DataType.STRING),
              new Field("tags", DataType.arrayOf(DataType.STRING))),
          List.of("id"));

  private static final long TIME = 1_760_000_000_000_000L;

  private SampleRow() {}

  static Row row(int variant) {
    return Row.of(
        SCHEMA,
        4711L,
        "Zoë Lindqvist",
        "zoe.lindqvist" + variant + "@example.com",
        new BigDecimal("1234.50"),
        0.125 * variant,
        variant % 2 == 0,
        41 + variant,
        LocalDate.of(1984, 2, 29),
        Instant.parse("2025-10-09T08:53:20.123456Z"),
        "a note of some forty characters, no more",
        List.of("gold", "tag " + variant));
  }

  /** The position and time of a change of a source. */
  static Origin origin(String source, int step) {
    return new Origin(
        source,
        "public.customers",
        new SourceVersion(0, 25_000_000_000L + 1_000L * step, step),
        TIME + 1_000_000L * step,
        0,
        false);
  }

  /** A change of the row by a source. */
  static ChangeRecord change(String source, int step) {
    return new ChangeRecord(
        EntityKey.of("customer", 4711L), ChangeOp.UPSERT, row(step), origin(source, step));
  }
}

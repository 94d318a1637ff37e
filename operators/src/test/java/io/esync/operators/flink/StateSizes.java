package io.esync.operators.flink;

import io.esync.operators.merge.EntityState;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How many bytes the stored state of one key takes, for a customer of ten columns. */
final class StateSizes {
  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("customer_id", DataType.BIGINT),
              new Field("name", DataType.STRING),
              new Field("email", DataType.STRING),
              new Field("phone", DataType.STRING),
              new Field("street", DataType.STRING),
              new Field("city", DataType.STRING),
              new Field("country", DataType.STRING),
              new Field("born", DataType.DATE),
              new Field("balance", DataType.decimal(18, 2)),
              new Field("updated_at", DataType.TIMESTAMPTZ)),
          List.of("customer_id"));
  private static final long TIME = 1_760_000_000_000_000L;
  private static final long LSN = 25_000_000_000L;
  private static final Object[] ROW = {
    4_711_001L,
    "Zoë Lindqvist",
    "zoe.lindqvist@example.com",
    "+46 8 123 456 78",
    "Drottninggatan 71",
    "Stockholm",
    "SE",
    LocalDate.of(1984, 2, 29),
    new BigDecimal("1234.50"),
    Instant.parse("2025-10-09T08:53:20.123456Z")
  };

  private StateSizes() {}

  /** A Markdown table. */
  static String table() throws IOException {
    StringBuilder table =
        new StringBuilder("| sources | fresh | after an update | after three | deleted |\n");
    table.append("|---|---|---|---|---|\n");
    for (int sources : new int[] {1, 2, 5}) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %d | %d | %d | %d | %d |%n",
              sources,
              bytes(fresh(sources)),
              bytes(updated(sources, 1)),
              bytes(updated(sources, 3)),
              bytes(deleted(sources))));
    }
    return table.toString();
  }

  /** Every source has sent the whole row once, from its log. */
  static EntityState fresh(int sources) {
    EntityState state = EntityState.EMPTY;
    for (int source = 0; source < sources; source++) {
      state = state.join(change(source, 0, ROW), false);
    }
    return state;
  }

  /** Every source has then changed so many columns, one at a time, each by a full image. */
  static EntityState updated(int sources, int columns) {
    EntityState state = fresh(sources);
    Object[] row = ROW.clone();
    for (int column = 1; column <= columns; column++) {
      row = row.clone();
      row[column] = row[column] + "!";
      for (int source = 0; source < sources; source++) {
        state = state.join(change(source, column, row), false);
      }
    }
    return state;
  }

  /** Every source has then deleted it. */
  static EntityState deleted(int sources) {
    EntityState state = fresh(sources);
    for (int source = 0; source < sources; source++) {
      state = state.join(change(source, 9, null), false);
    }
    return state;
  }

  static int bytes(EntityState state) throws IOException {
    return Bytes.write(EntityStateSerializer.INSTANCE, new MergedEntity(state, 1, List.of()))
        .length;
  }

  private static ChangeRecord change(int source, int step, Object[] values) {
    Origin origin =
        new Origin(
            List.of("crm", "billing", "support", "shop", "web").get(source),
            "public.customers",
            new SourceVersion(0, LSN + 1_000L * step, step),
            TIME + 1_000_000L * step,
            0,
            false);
    EntityKey key = EntityKey.of("customer", ROW[0]);
    return values == null
        ? new ChangeRecord(key, ChangeOp.DELETE, Row.of(SCHEMA, ROW.clone()).keyRow(), origin)
        : new ChangeRecord(
            key, ChangeOp.UPSERT, Row.of(SCHEMA, Arrays.copyOf(values, values.length)), origin);
  }
}

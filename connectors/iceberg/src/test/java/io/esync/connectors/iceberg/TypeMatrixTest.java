package io.esync.connectors.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.iceberg.IcebergConfig.Mode;
import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
class TypeMatrixTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(4).build());

  private static final UUID SOME_UUID = UUID.fromString("7d0b3a2e-2f0f-4d0b-9a53-0c7f3c2f1e11");

  /** By type the values, each followed by what a reader finds. */
  private static Map<String, List<Object>> matrix() {
    Map<String, List<Object>> matrix = new TreeMap<>();
    matrix.put("boolean", same(true, false));
    matrix.put("int", same(Integer.MIN_VALUE, 0, Integer.MAX_VALUE));
    matrix.put("bigint", same(Long.MIN_VALUE, -1L, Long.MAX_VALUE));
    matrix.put("float", same(Float.MIN_VALUE, -0.5f, Float.MAX_VALUE, Float.NaN));
    matrix.put("double", same(Math.PI, Double.NEGATIVE_INFINITY, Double.NaN));
    matrix.put(
        "decimal(38,10)",
        same(new BigDecimal("1234567890123456789012345678.0123456789"), dec("-0.0000000001")));
    matrix.put(
        "decimal(5,2)", Arrays.asList(dec("1.5"), dec("1.50"), dec("-999.99"), dec("-999.99")));
    matrix.put("decimal", Arrays.asList(dec("1.10"), "1.10", dec("1E+3"), "1000"));
    matrix.put("string", same("", "Zoë 漢字 🎈", "a\u0000b"));
    matrix.put("json", same("{\"a\": [1, null]}"));
    matrix.put("bytes", Arrays.asList(new byte[] {0, -1}, ByteBuffer.wrap(new byte[] {0, -1})));
    matrix.put(
        "date", same(LocalDate.of(-4712, 1, 1), LocalDate.EPOCH, LocalDate.of(9999, 12, 31)));
    matrix.put("time", same(LocalTime.MIN, LocalTime.of(23, 59, 59, 999_999_000)));
    matrix.put(
        "timestamp",
        same(
            LocalDateTime.of(-4712, 1, 1, 0, 0),
            LocalDateTime.of(2026, 3, 29, 2, 30, 0, 123_456_000)));
    matrix.put(
        "timestamptz",
        Arrays.asList(
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            OffsetDateTime.parse("1969-12-31T23:59:59.999999Z"),
            Instant.parse("9999-12-31T23:59:59Z"),
            OffsetDateTime.parse("9999-12-31T23:59:59Z")));
    matrix.put("uuid", same(SOME_UUID));
    matrix.put("array<int>", same(List.of(), Arrays.asList(1, null, 3)));
    matrix.put(
        "array<decimal(5,2)>",
        Arrays.asList(Arrays.asList(dec("1.5"), null), Arrays.asList(dec("1.50"), null)));
    matrix.put("array<array<uuid>>", same(List.of(List.of(SOME_UUID))));
    return matrix;
  }

  private static List<Object> same(Object... values) {
    List<Object> result = new ArrayList<>();
    for (Object value : values) {
      result.add(value);
      result.add(value);
    }
    return result;
  }

  private static BigDecimal dec(String text) {
    return new BigDecimal(text);
  }

  @Test
  void each_value_of_each_type_is_read_back_equal() throws Exception {
    List<Field> fields = new ArrayList<>(List.of(new Field("id", DataType.BIGINT)));
    matrix().keySet().forEach(type -> fields.add(new Field(type, DataType.parse(type))));
    RowSchema schema = RowSchema.of(fields, List.of("id"));
    List<ChangeRecord> script = new ArrayList<>();
    Map<Long, Map<String, Object>> expected = new TreeMap<>();
    for (long id = 0; id < 5; id++) {
      Object[] values = new Object[fields.size()];
      values[0] = id;
      Map<String, Object> row = new TreeMap<>();
      for (int i = 1; i < values.length; i++) {
        List<Object> known = matrix().get(fields.get(i).name());
        int at = (int) id * 2;
        values[i] = at < known.size() ? known.get(at) : null;
        row.put(fields.get(i).name(), at < known.size() ? known.get(at + 1) : null);
      }
      expected.put(id, row);
      script.add(Changes.upsert("matrix", schema, values));
    }

    LakeRun.start(
            "matrix",
            script,
            10,
            Lake.config(Mode.UPSERT),
            Lake.context("matrix", SchemaEvolution.EVOLVE, List.of()),
            null)
        .awaitEnd();

    Map<Long, Map<String, Object>> read = new TreeMap<>();
    for (Record row : Lake.rows(Lake.table("matrix"))) {
      Map<String, Object> values = new TreeMap<>();
      matrix().keySet().forEach(name -> values.put(name, row.getField(name)));
      read.put((Long) row.getField("id"), values);
    }
    assertThat(LakeRun.rejections("matrix")).isEmpty();
    assertThat(read).isEqualTo(expected);
  }

  @Test
  void a_value_that_a_column_cannot_hold_is_refused() {
    assertRefused(dec("1000.00"), "decimal(5,2)", "beyond a decimal(5,2)");
    assertRefused(dec("0.001"), "decimal(5,2)", "beyond a decimal(5,2)");
    assertRefused(1L << 31, "int", "beyond an int");
    assertRefused(dec("9223372036854775808"), "bigint", "beyond a long");
    assertRefused(LocalTime.of(1, 2, 3, 4), "time", "finer than a microsecond");
    assertRefused(LocalDateTime.of(2026, 1, 1, 0, 0, 0, 1), "timestamp", "finer");
    assertRefused(Instant.MAX, "timestamptz", "finer");
    assertRefused(Instant.ofEpochSecond(1L << 50), "timestamptz", "beyond Iceberg's");
    assertRefused(LocalDate.MAX, "date", "beyond Iceberg's");
    assertRefused(List.of(dec("0.001")), "array<decimal(5,2)>", "beyond a decimal(5,2)");
  }

  private static void assertRefused(Object value, String column, String reason) {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                UnrepresentableValue.class,
                () -> ColumnValues.convert(value, DataType.parse(column))))
        .hasMessageContaining(reason);
  }
}

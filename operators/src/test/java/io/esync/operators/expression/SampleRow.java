package io.esync.operators.expression;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A row with a value, and for some types a NULL, of every type. */
final class SampleRow {
  private static final Map<Field, Object> CELLS = new LinkedHashMap<>();

  static {
    cell("flag", DataType.BOOLEAN, true);
    cell("no_flag", DataType.BOOLEAN, null);
    cell("n", DataType.INT, 7);
    cell("max_int", DataType.INT, Integer.MAX_VALUE);
    cell("min_int", DataType.INT, Integer.MIN_VALUE);
    cell("zero", DataType.INT, 0);
    cell("no_int", DataType.INT, null);
    cell("big", DataType.BIGINT, 9_000_000_000L);
    cell("max_big", DataType.BIGINT, Long.MAX_VALUE);
    cell("amount", DataType.decimal(10, 2), new BigDecimal("1234.50"));
    cell("debt", DataType.decimal(10, 2), new BigDecimal("-0.05"));
    cell(
        "long_amount",
        DataType.decimal(38, 20),
        new BigDecimal("123456789012345678.00000000000000000001"));
    cell("no_amount", DataType.decimal(10, 2), null);
    cell("exact", DataType.DECIMAL, new BigDecimal("0.1234567890123456789012345678901234567890"));
    cell("huge", DataType.DECIMAL, new BigDecimal("1E+999999999"));
    cell("ratio", DataType.FLOAT, 0.1f);
    cell("d", DataType.DOUBLE, 0.1);
    cell("d_zero", DataType.DOUBLE, 0.0);
    cell("email", DataType.STRING, "Ann.Müller@Example.org");
    cell("status", DataType.STRING, "active");
    cell("empty_text", DataType.STRING, "");
    cell("number_text", DataType.STRING, "12.345");
    cell("no_text", DataType.STRING, null);
    cell("doc", DataType.JSON, "{\"a\":1}");
    cell("raw", DataType.BYTES, new byte[] {1, 2, (byte) 0xff});
    cell("born", DataType.DATE, LocalDate.of(2024, 2, 29));
    cell("at_time", DataType.TIME, LocalTime.of(23, 59, 59, 123_456_000));
    cell("made", DataType.TIMESTAMP, LocalDateTime.of(2024, 1, 31, 10, 20, 30, 123_456_000));
    cell("no_made", DataType.TIMESTAMP, null);
    cell("ancient", DataType.TIMESTAMP, LocalDateTime.of(1, 1, 1, 0, 0));
    cell("fine", DataType.TIMESTAMP, LocalDateTime.of(2024, 1, 31, 10, 20, 30, 1));
    cell("seen", DataType.TIMESTAMPTZ, Instant.parse("2024-01-31T10:20:30.123457Z"));
    cell("id", DataType.UUID, UUID.fromString("0d9fd4a9-0f0a-4f6c-9c6d-0f6f7d3f5a11"));
    cell("tags", DataType.arrayOf(DataType.STRING), Arrays.asList("a", null, "c"));
    cell("days", DataType.arrayOf(DataType.DATE), List.of(LocalDate.of(2024, 2, 29)));
    cell("MixedCase", DataType.INT, 1);
    cell("user", DataType.STRING, "ann");
    cell("order", DataType.INT, 3);
  }

  static final List<Field> COLUMNS = List.copyOf(CELLS.keySet());

  private SampleRow() {}

  private static void cell(String name, DataType type, Object value) {
    CELLS.put(new Field(name, type), value);
  }

  static Object[] values() {
    return CELLS.values().toArray();
  }
}

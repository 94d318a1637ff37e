package io.esync.connectors.spi.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class RowToAvroTest {
  @Test
  void the_schema_is_what_readers_of_avro_expect() {
    RowSchema rows =
        RowSchema.of(
            List.of(
                new Field("id", DataType.UUID),
                new Field("über", DataType.TIMESTAMPTZ),
                new Field("_ber", DataType.arrayOf(DataType.decimal(9, 2)))),
            List.of("id"));

    assertThat(AvroSchemas.withAbsent(rows, "crm.my-table").toString())
        .isEqualTo(
            """
            {"type":"record","name":"my_table","namespace":"crm","fields":[\
            {"name":"id","type":{"type":"string","logicalType":"uuid"}},\
            {"name":"_ber_2","type":["null",{"type":"long","logicalType":"timestamp-micros"}],\
            "default":null,"esync.name":"über"},\
            {"name":"_ber","type":["null",{"type":"array","items":["null",\
            {"type":"bytes","logicalType":"decimal","precision":9,"scale":2}]}],"default":null},\
            {"name":"_absent","type":["null",{"type":"array","items":"string"}],"default":null,\
            "esync.absent":true}],"esync.key":["id"]}""");
  }

  @Test
  void a_record_fits_its_schema() {
    RowSchema rows =
        RowSchema.of(
            List.of(new Field("id", DataType.INT), new Field("a", DataType.arrayOf(DataType.TIME))),
            List.of("id"));
    Row row = Row.of(rows, 1, List.of(LocalTime.NOON));

    GenericRecord record = new RowToAvro(rows, AvroSchemas.of(rows, "r")).record(row);

    assertThat(GenericData.get().validate(record.getSchema(), record)).isTrue();
    assertThat(record.get("a")).isEqualTo(List.of(43_200_000_000L));
  }

  @Test
  void a_value_that_would_have_to_change_is_refused() {
    refused(DataType.TIME, LocalTime.of(1, 0, 0, 1), "time-micros cannot hold: it has nanoseconds");
    refused(DataType.TIMESTAMP, LocalDateTime.of(1, 1, 1, 1, 1, 1, 1), "it has nanoseconds");
    refused(DataType.TIMESTAMPTZ, Instant.MAX, "timestamp-micros cannot hold: ");
    refused(DataType.DATE, LocalDate.MAX, "date cannot hold: ");
    refused(DataType.DECIMAL, BigDecimal.valueOf(1, Integer.MAX_VALUE), "its scale is 2147483647");
    refused(DataType.decimal(4, 2), new BigDecimal("1.005"), "decimal(4,2) cannot hold: ");
    refused(DataType.decimal(4, 2), new BigDecimal("100"), "it has too many digits");
    refused(DataType.decimal(4, 2), new BigDecimal("1E999999999"), "it has too many digits");
  }

  private static void refused(DataType type, Object value, String message) {
    RowSchema rows = RowSchema.of(List.of(new Field("v", type)), List.of());
    assertThatThrownBy(
            () -> new RowToAvro(rows, AvroSchemas.of(rows, "r")).record(Row.of(rows, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("field 'v': a ")
        .hasMessageContaining(message);
  }

  @Test
  void a_number_gets_the_scale_of_its_type() {
    RowSchema rows = RowSchema.of(List.of(new Field("v", DataType.decimal(4, 2))), List.of());
    RowToAvro toAvro = new RowToAvro(rows, AvroSchemas.of(rows, "r"));

    Row read = new AvroToRow(toAvro.schema()).row(toAvro.record(Row.of(rows, BigDecimal.TEN)));

    assertThat(read).hasToString("{v=10.00}");
  }

  @Test
  void what_a_change_does_not_carry_is_never_taken_for_null() {
    RowSchema rows =
        RowSchema.of(
            List.of(new Field("id", DataType.INT), new Field("v", DataType.INT)), List.of("id"));
    RowToAvro whole = new RowToAvro(rows, AvroSchemas.of(rows, "r"));
    RowToAvro partial = new RowToAvro(rows, AvroSchemas.withAbsent(rows, "r"));

    assertThatThrownBy(() -> whole.record(Row.of(rows, 1, Row.ABSENT)))
        .hasMessage("the change does not carry [v]");
    assertThatThrownBy(() -> partial.record(Row.of(rows, Row.ABSENT, 1)))
        .hasMessage("the change does not carry [id] of the key");
    assertThatThrownBy(() -> partial.record(Row.of(rows, null, 1)))
        .hasMessage("field 'id' of the key is null");
  }
}

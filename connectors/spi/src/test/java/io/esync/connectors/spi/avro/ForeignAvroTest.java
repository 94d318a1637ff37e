package io.esync.connectors.spi.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas that others made. */
class ForeignAvroTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "string"                                            | string
          ["string","null"]                                   | string
          ["int"]                                             | int
          ["null","int","long"]                               | json
          {"type":"enum","name":"E","symbols":["A"]}          | string
          {"type":"fixed","name":"F","size":3}                | bytes
          {"type":"fixed","name":"F","size":3,"logicalType":"decimal","precision":5,"scale":1} | decimal(5,1)
          {"type":"int","logicalType":"time-millis"}          | time
          {"type":"long","logicalType":"timestamp-millis"}    | timestamptz
          {"type":"long","logicalType":"local-timestamp-millis"} | timestamp
          {"type":"long","logicalType":"furlongs"}            | bigint
          {"type":"map","values":"int"}                       | json
          {"type":"array","items":["null",{"type":"map","values":"int"}]} | array<json>
          {"type":"record","name":"P","fields":[]}            | json
          "null"                                              | string
          """)
  void each_type_has_one_of_ours(String avro, String type) {
    Field field = new AvroToRow(record(avro), List.of()).schema().field(0);

    assertThat(field.type()).hasToString(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"int","logicalType":"time-millis"}          | 3600000 | {v=01:00}
          {"type":"int","logicalType":"date"}                 | -1      | {v=1969-12-31}
          {"type":"long","logicalType":"timestamp-millis"}    | 1       | {v=1970-01-01T00:00:00.001Z}
          {"type":"long","logicalType":"local-timestamp-millis"} | 1    | {v=1970-01-01T00:00:00.001}
          """)
  void times_are_read_in_their_own_unit(String avro, long value, String row) {
    Schema schema = record(avro);
    boolean isInt = schema.getField("v").schema().getType() == Schema.Type.INT;

    assertThat(row(schema, isInt ? (Object) (int) value : (Object) value)).hasToString(row);
  }

  @Test
  void a_record_is_json_even_where_it_holds_its_like() {
    Schema schema =
        record(
            """
            {"type":"record","name":"Node","fields":[
              {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":4,"scale":2}},
              {"name":"next","type":["null","Node"]}]}
            """);
    Schema node = schema.getField("v").schema();
    GenericRecord last = new GenericData.Record(node);
    last.put("amount", ByteBuffer.wrap(new byte[] {100}));
    GenericRecord first = new GenericData.Record(node);
    first.put("amount", ByteBuffer.wrap(new byte[] {-1}));
    first.put("next", last);

    assertThat(row(schema, first).get("v"))
        .isEqualTo("{\"amount\":\"-0.01\",\"next\":{\"amount\":\"1.00\",\"next\":null}}");
  }

  @Test
  void a_map_is_json_in_the_order_of_its_names() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", null);
    map.put("a", "1");

    assertThat(row(record("{\"type\":\"map\",\"values\":[\"null\",\"string\"]}"), map).get("v"))
        .isEqualTo("{\"a\":\"1\",\"b\":null}");
  }

  @Test
  void a_value_of_several_types_keeps_which_it_is_of() {
    Schema schema = record("[\"null\",\"string\",\"bytes\",\"int\"]");

    assertThat(row(schema, "1").get("v")).isEqualTo("{\"string\":\"1\"}");
    assertThat(row(schema, ByteBuffer.wrap(new byte[1])).get("v"))
        .isEqualTo("{\"bytes\":\"AA==\"}");
    assertThat(row(schema, 1).get("v")).isEqualTo("{\"int\":1}");
    assertThat(row(schema, null).get("v")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"string","logicalType":"uuid"}     | 1-1-1-1-1 | field 'v' is no uuid: '1-1-1-1-1'
          {"type":"string","esync.type":"decimal"}   | one       | field 'v' is no decimal
          """)
  void a_value_that_is_none_of_its_type_is_refused(String avro, String value, String message) {
    assertThatThrownBy(() -> row(record(avro), value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void a_decimal_with_more_digits_than_its_type_is_refused() {
    Schema schema =
        record("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":2,\"scale\":0}");

    assertThat(row(schema, ByteBuffer.wrap(new byte[] {99}))).hasToString("{v=99}");
    assertThatThrownBy(() -> row(schema, ByteBuffer.wrap(new byte[] {100})))
        .hasMessage("field 'v' is no decimal(2,0): it has too many digits");
  }

  @Test
  void a_time_outside_of_the_day_is_refused() {
    Schema schema = record("{\"type\":\"int\",\"logicalType\":\"time-millis\"}");

    assertThatThrownBy(() -> row(schema, 86_400_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("field 'v' is no time");
  }

  @Test
  void what_is_no_record_has_no_rows() {
    assertThatThrownBy(() -> new AvroToRow(Schema.create(Schema.Type.LONG)))
        .hasMessage("an Avro long, no record");
  }

  private static Schema record(String type) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"v\",\"type\":%s}]}"
                .formatted(type));
  }

  private static Row row(Schema schema, Object value) {
    GenericRecord record = new GenericData.Record(schema);
    record.put("v", value);
    return new AvroToRow(schema, List.of()).row(record);
  }
}

package io.esync.connectors.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.kafka.KafkaSourceConfig.Format;
import io.esync.connectors.kafka.KafkaSourceConfig.Tombstones;
import io.esync.connectors.kafka.SourceOptions;
import io.esync.connectors.kafka.debezium.DebeziumOptions;
import io.esync.connectors.kafka.debezium.DebeziumOptions.Decimals;
import io.esync.connectors.kafka.debezium.DebeziumOptions.TimeUnit;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DebeziumMessagesTest {
  private static final String KEY = "{\"id\":1}";
  private static final String SOURCE =
      "\"source\":{\"ts_ms\":1700000000123,\"table\":\"customers\"}";

  private final SourceOptions options = new SourceOptions();

  @BeforeEach
  void readDebezium() {
    options.format = Format.DEBEZIUM_JSON;
  }

  @Test
  void an_update_tells_the_row_before_and_after_and_when_it_was_committed() {
    SourceChange change =
        change(
            """
            {"before":{"id":1,"name":"Ada"},"after":{"id":1,"name":"Ada L."},%s,"op":"u",
             "ts_ms":1700000009999}
            """
                .formatted(SOURCE));

    assertThat(change.op()).isEqualTo(ChangeOp.UPSERT);
    assertThat(change.before()).hasToString("{id=1, name=Ada}");
    assertThat(change.after()).hasToString("{id=1, name=Ada L.}");
    assertThat(change.origin().timestamp()).isEqualTo(1_700_000_000_123_000L);
    assertThat(change.origin().snapshot()).isFalse();
  }

  @Test
  void a_row_of_a_snapshot_has_no_time() {
    SourceChange change =
        change("{\"before\":null,\"after\":{\"id\":1},%s,\"op\":\"r\"}".formatted(SOURCE));

    assertThat(change.origin().snapshot()).isTrue();
    assertThat(change.origin().timestamp()).isEqualTo(Origin.UNKNOWN_TIME);
  }

  @Test
  void a_delete_tells_the_row_before_or_else_the_key() {
    SourceChange whole =
        change(
            "{\"before\":{\"id\":1,\"name\":\"Ada\"},\"after\":null,%s,\"op\":\"d\"}"
                .formatted(SOURCE));
    SourceChange keyed =
        change("{\"before\":null,\"after\":null,%s,\"op\":\"d\"}".formatted(SOURCE));

    assertThat(whole.op()).isEqualTo(ChangeOp.DELETE);
    assertThat(whole.before()).hasToString("{id=1, name=Ada}");
    assertThat(keyed.before()).hasToString("{id=1}");
  }

  @Test
  void the_tombstone_behind_a_delete_tells_nothing_unless_asked_for() {
    assertThat(Messages.read(options.config(), Messages.of(KEY, null))).isNull();

    options.tombstones = Tombstones.DELETE;

    assertThat(Messages.read(options.config(), Messages.of(KEY, null)))
        .isInstanceOf(SourceChange.class);
  }

  @Test
  void a_value_that_the_log_does_not_tell_is_absent() {
    SourceChange change =
        change(
            "{\"after\":{\"id\":1,\"name\":\"__debezium_unavailable_value\"},%s,\"op\":\"u\"}"
                .formatted(SOURCE));

    assertThat(change.after().get("name")).isSameAs(Row.ABSENT);
  }

  @Test
  void a_schema_beside_the_payload_tells_the_types() {
    options.streams = Map.of();
    String key =
        """
        {"schema":{"type":"struct","fields":[{"field":"id","type":"int64"}]},"payload":{"id":1}}
        """;

    SourceChange change =
        (SourceChange)
            Messages.read(
                options.config(),
                Messages.of(
                    key,
                    """
                    {"schema":{"type":"struct","fields":[
                       {"field":"before","type":"struct","fields":[]},
                       {"field":"after","type":"struct","fields":[
                         {"field":"id","type":"int64"},
                         {"field":"flag","type":"boolean"},
                         {"field":"small","type":"int16"},
                         {"field":"total","type":"bytes","name":"org.apache.kafka.connect.data.Decimal",
                          "parameters":{"scale":"2","connect.decimal.precision":"18"}},
                         {"field":"free","type":"struct","name":"io.debezium.data.VariableScaleDecimal"},
                         {"field":"born","type":"int32","name":"io.debezium.time.Date"},
                         {"field":"millis","type":"int64","name":"io.debezium.time.Timestamp"},
                         {"field":"micros","type":"int64","name":"io.debezium.time.MicroTimestamp"},
                         {"field":"at","type":"int64","name":"io.debezium.time.MicroTime"},
                         {"field":"zoned","type":"string","name":"io.debezium.time.ZonedTimestamp"},
                         {"field":"uuid","type":"string","name":"io.debezium.data.Uuid"},
                         {"field":"doc","type":"string","name":"io.debezium.data.Json"},
                         {"field":"tags","type":"array","items":{"type":"string"}},
                         {"field":"none","type":"string","optional":true}]}]},
                     "payload":{"op":"c","source":{"ts_ms":5},"after":{
                       "id":1,"flag":true,"small":-3,"total":"AJY=","free":{"scale":3,"value":"AQ=="},
                       "born":19000,"millis":1700000000123,"micros":1700000000123456,"at":3600000000,
                       "zoned":"2026-01-01T02:00:00+02:00",
                       "uuid":"00000000-0000-0001-0000-000000000002",
                       "doc":"{\\"a\\": 1}","tags":["x",null],"none":null}}}
                    """));

    assertThat(change.after())
        .hasToString(
            "{id=1, flag=true, small=-3, total=1.50, free=0.001, born=2022-01-08,"
                + " millis=2023-11-14T22:13:20.123, micros=2023-11-14T22:13:20.123456, at=01:00,"
                + " zoned=2026-01-01T00:00:00Z, uuid=00000000-0000-0001-0000-000000000002,"
                + " doc={\"a\": 1}, tags=[x, null], none=null}");
    assertThat(change.after().schema().key()).containsExactly("id");
    assertThat(change.after().schema().field(3).type()).hasToString("decimal(18,2)");
  }

  @Test
  void a_number_for_a_time_is_refused_until_it_is_said_what_it_counts() {
    options.streams =
        Map.of(
            "customers",
            Messages.stream(
                "id", "bigint", "seen", "timestamp", "born", "date", "total", "decimal(18,2)"));
    String value = "{\"after\":{\"id\":1,%s},%s,\"op\":\"u\"}";
    String seen = value.formatted("\"seen\":1700000000123456,\"born\":19000", SOURCE);
    String total = value.formatted("\"total\":\"AJY=\"", SOURCE);

    assertThat(malformed(seen).message()).contains("'seen'", "time_unit");
    assertThat(malformed(total).message()).contains("'total'", "debezium.decimals");

    options.debezium = new DebeziumOptions(TimeUnit.MICROS, Decimals.PRECISE);

    assertThat(change(seen).after())
        .hasToString("{id=1, seen=2023-11-14T22:13:20.123456, born=2022-01-08}");
    assertThat(change(total).after().get("total")).hasToString("1.50");
  }

  @Test
  void what_is_no_envelope_and_what_names_no_rows_is_malformed() {
    assertThat(malformed("{\"id\":1}").message()).contains("no Debezium envelope");
    assertThat(malformed("{\"op\":\"t\"}").message()).contains("truncated");
  }

  private SourceRecord read(String value) {
    return Messages.read(options.config(), Messages.of(KEY, value));
  }

  private SourceChange change(String value) {
    SourceRecord read = read(value);
    assertThat(read).isInstanceOf(SourceChange.class);
    return (SourceChange) read;
  }

  private Malformed malformed(String value) {
    SourceRecord read = read(value);
    assertThat(read).isInstanceOf(Malformed.class);
    return (Malformed) read;
  }
}

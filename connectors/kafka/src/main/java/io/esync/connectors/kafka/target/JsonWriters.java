package io.esync.connectors.kafka.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.kafka.KafkaTargetConfig.Mode;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import java.time.Instant;
import java.util.List;

/** Writes JSON; values stand as {@link RowJson} says. */
final class JsonWriters {
  private static final String OP = "_op";

  private JsonWriters() {}

  /** The fields of the row; in a changelog {@code _op} behind them. */
  static ValueWriter documents(Mode mode) {
    return (topic, change) -> {
      boolean delete = change.op() == ChangeOp.DELETE;
      if (mode == Mode.UPSERT) {
        return delete ? null : RowJson.text(change.row()).getBytes(UTF_8);
      }
      if (change.row().schema().indexOf(OP) >= 0) {
        throw new IllegalArgumentException(
            "the entity has a field '_op', which tells in a changelog what was done");
      }
      String row = RowJson.text(change.row());
      String separator = row.length() > 2 ? "," : "";
      String op = delete ? "delete" : "upsert";
      return (row.substring(0, row.length() - 1) + separator + "\"_op\":\"" + op + "\"}")
          .getBytes(UTF_8);
    };
  }

  /**
   * Debezium's envelope without a schema. An upsert has the op {@code u} and no before, as Debezium
   * writes it where a database does not tell how the row was; a delete has the key as before.
   */
  static ValueWriter envelopes(Mode mode) {
    return (topic, change) -> {
      boolean delete = change.op() == ChangeOp.DELETE;
      if (delete && mode == Mode.UPSERT) {
        return null;
      }
      String row = RowJson.text(change.row());
      StringBuilder out = new StringBuilder("{\"before\":").append(delete ? row : "null");
      out.append(",\"after\":").append(delete ? "null" : row);
      out.append(",\"source\":").append(source(change));
      out.append(",\"op\":\"").append(delete ? 'd' : 'u').append('"');
      out.append(",\"ts_ms\":").append(change.origin().ingestedAt());
      return out.append('}').toString().getBytes(UTF_8);
    };
  }

  private static String source(ChangeRecord change) {
    Origin origin = change.origin();
    StringBuilder out = new StringBuilder("{\"connector\":\"esync\",\"name\":");
    JsonText.quote(origin.source(), out);
    JsonText.quote(origin.stream(), out.append(",\"table\":"));
    JsonText.quote(origin.version().toString(), out.append(",\"version\":"));
    Instant time = origin.instant();
    if (time != null) {
      out.append(",\"ts_ms\":").append(time.toEpochMilli());
      out.append(",\"ts_us\":").append(origin.timestamp());
    }
    return out.append('}').toString();
  }

  /** The key fields as an object. */
  static ValueWriter keyObjects() {
    return (topic, change) -> RowJson.text(keyRow(change)).getBytes(UTF_8);
  }

  /** The text of the one key field. */
  static ValueWriter keyTexts() {
    return (topic, change) -> {
      List<Object> values = change.key().values();
      if (values.size() != 1 || values.get(0) instanceof byte[]) {
        throw new IllegalArgumentException("a key of text stands for one field that is no bytes");
      }
      return values.get(0).toString().getBytes(UTF_8);
    };
  }

  /**
   * The key with its canonical types: an int is a bigint, a decimal has no trailing zeros. So equal
   * keys have equal bytes, and stand in the same partition.
   */
  static Row keyRow(ChangeRecord change) {
    return change.key().row(change.row().schema().key());
  }
}

package io.esync.connectors.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.flink.api.common.serialization.Encoder;

/**
 * Writes a change as one line of JSON: the entity's fields (see {@link RowJson}), then {@code _op}
 * ({@code upsert} or {@code delete}) and where it comes from: {@code _source}, {@code _version} and
 * {@code _timestamp} (ISO 8601 in UTC; null where unknown). A delete has the key fields alone.
 *
 * <p>A field of the entity that is itself called so, with one or more underscores, gets one more.
 */
final class ChangeLine implements Encoder<ChangeRecord> {
  private static final long serialVersionUID = 1L;
  private static final Pattern RESERVED = Pattern.compile("_+(op|source|version|timestamp)");

  @Override
  public void encode(ChangeRecord change, OutputStream stream) throws IOException {
    stream.write(text(change).getBytes(UTF_8));
  }

  /** The line, ended by a line feed. */
  static String text(ChangeRecord change) {
    StringBuilder out = new StringBuilder("{");
    appendFields(change.row(), out);
    Origin origin = change.origin();
    appendText("_op", change.op() == ChangeOp.DELETE ? "delete" : "upsert", out);
    appendText("_source", origin.source(), out.append(','));
    appendText("_version", origin.version().toString(), out.append(','));
    Instant time = origin.instant();
    appendText("_timestamp", time == null ? null : time.toString(), out.append(','));
    return out.append("}\n").toString();
  }

  private static void appendFields(Row row, StringBuilder out) {
    for (int i = 0; i < row.schema().size(); i++) {
      if (!row.isAbsent(i)) {
        String name = row.schema().field(i).name();
        JsonText.quote(RESERVED.matcher(name).matches() ? "_" + name : name, out);
        RowJson.appendValue(row.schema().field(i).type(), row.get(i), out.append(':'));
        out.append(',');
      }
    }
  }

  private static void appendText(String name, String value, StringBuilder out) {
    JsonText.quote(name, out);
    out.append(':');
    if (value == null) {
      out.append("null");
    } else {
      JsonText.quote(value, out);
    }
  }
}

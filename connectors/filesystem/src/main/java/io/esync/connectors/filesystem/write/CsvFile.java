package io.esync.connectors.filesystem.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.Field;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.JsonTree;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as lines of comma-separated values after RFC 4180 in UTF-8, with the names of the columns on
 * the first line. NULL is nothing between the commas, empty text is {@code ""}; other values stand
 * as in {@link RowJson}, strings without their quotes. The fields that a change does not carry
 * stand in the column {@code _absent} as an array of JSON.
 */
final class CsvFile implements RowFile {
  private final RowSchema schema;
  private final boolean partial;
  private final OutputStream out;

  CsvFile(RowSchema schema, boolean partial, OutputStream out) throws IOException {
    this.schema = schema;
    this.partial = partial;
    this.out = out;
    List<String> names = new ArrayList<>(schema.fields().stream().map(Field::name).toList());
    if (partial) {
      names.add(Changelog.ABSENT);
    }
    write(names);
  }

  @Override
  public void add(Row row) throws IOException {
    List<String> texts = new ArrayList<>();
    StringBuilder absent = new StringBuilder();
    for (int i = 0; i < schema.size(); i++) {
      Object value = row.get(i);
      if (value == Row.ABSENT) {
        JsonText.quote(schema.field(i).name(), absent.append(absent.isEmpty() ? '[' : ','));
      }
      texts.add(value == null || value == Row.ABSENT ? null : text(schema.field(i), value));
    }
    if (partial) {
      texts.add(absent.isEmpty() ? null : absent.append(']').toString());
    }
    write(texts);
  }

  private static String text(Field field, Object value) {
    StringBuilder json = new StringBuilder();
    return switch (field.type().kind()) {
      case STRING, JSON -> (String) value;
      case ARRAY -> {
        RowJson.appendValue(field.type(), value, json);
        yield json.toString();
      }
      default -> {
        RowJson.appendValue(field.type(), value, json);
        yield json.charAt(0) == '"' ? JsonTree.parse(json.toString()).string() : json.toString();
      }
    };
  }

  private void write(List<String> texts) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      line.append(i == 0 ? "" : ",").append(quoted(texts.get(i)));
    }
    out.write(line.append('\n').toString().getBytes(UTF_8));
  }

  private static String quoted(String text) {
    if (text == null) {
      return "";
    }
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c <= ' ' || c == ',' || c == '"' || c == '\uFEFF');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    out.close();
  }
}

package io.esync.connectors.cdc.postgres;

import java.util.List;

/**
 * Renders a change as JSON, each value as the text that the server wrote. Values that an update did
 * not touch and did not send are left out.
 */
final class TupleJson {
  private TupleJson() {}

  static String of(TableSchema table, String op, String[] before, String[] after) {
    StringBuilder json = new StringBuilder("{\"table\":");
    quote(table.stream(), json);
    json.append(",\"op\":\"").append(op).append('"');
    tuple("before", table.columns(), before, json);
    tuple("after", table.columns(), after, json);
    return json.append('}').toString();
  }

  private static void tuple(
      String name, List<TableSchema.Column> columns, String[] values, StringBuilder json) {
    if (values == null) {
      return;
    }
    json.append(",\"").append(name).append("\":{");
    boolean first = true;
    for (int i = 0; i < values.length; i++) {
      if (!RowReader.isUnchanged(values[i])) {
        json.append(first ? "" : ",");
        quote(columns.get(i).name(), json);
        json.append(':');
        quote(values[i], json);
        first = false;
      }
    }
    json.append('}');
  }

  private static void quote(String text, StringBuilder json) {
    if (text == null) {
      json.append("null");
      return;
    }
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}

package io.esync.operators.privacy;

import io.esync.operators.model.JsonText;
import io.esync.operators.model.JsonTree;
import java.math.BigDecimal;
import java.util.Map;

/** Rows that are JSON already, without what is not given out. */
public final class ProtectedJson {
  private ProtectedJson() {}

  /** {@code text} as it is given out, if it is an object; else as it is. */
  static String object(String text, EntityProtection entity) {
    if (!text.startsWith("{")) {
      return text;
    }
    StringBuilder out = new StringBuilder("{");
    for (Map.Entry<String, JsonTree> member : JsonTree.parse(text).members().entrySet()) {
      JsonText.quote(member.getKey(), out.append(out.length() == 1 ? "" : ","));
      ProtectedField rule = entity.fields().get(member.getKey());
      out.append(':')
          .append(rule == null ? member.getValue().text() : value(member.getValue(), rule));
    }
    return out.append('}').toString();
  }

  /** A value as it is given out, as JSON. */
  public static String value(JsonTree value, ProtectedField rule) {
    Object scalar =
        switch (value.kind()) {
          case STRING -> value.string();
          case NUMBER -> new BigDecimal(value.text());
          case BOOLEAN -> Boolean.valueOf(value.text());
          case NULL, OBJECT, ARRAY -> null;
        };
    if (rule.protection() == Protection.CLEAR) {
      return value.text();
    }
    if (!(rule.apply(scalar) instanceof String given)) {
      return "null";
    }
    StringBuilder out = new StringBuilder();
    JsonText.quote(given, out);
    return out.toString();
  }
}

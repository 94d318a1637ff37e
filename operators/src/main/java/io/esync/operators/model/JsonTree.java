package io.esync.operators.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON taken apart.
 *
 * @param text the value as it stood there, less the white space between its tokens
 * @param string the characters of a string; null for anything else
 * @param members of an object; null for anything else
 * @param items of an array; null for anything else
 */
public record JsonTree(
    Kind kind, String text, String string, Map<String, JsonTree> members, List<JsonTree> items) {

  /** What a value is. */
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /**
   * Takes {@code text} apart.
   *
   * @throws IllegalArgumentException if it is not one JSON value, or an object has a member twice
   */
  public static JsonTree parse(String text) {
    return new Reader(
            JsonText.compact(text).orElseThrow(() -> new IllegalArgumentException("it is no JSON")))
        .value();
  }

  /** Reads text that is known to be JSON without white space between its tokens. */
  private static final class Reader {
    private final String text;
    private int position;

    Reader(String text) {
      this.text = text;
    }

    JsonTree value() {
      int start = position;
      return switch (text.charAt(start)) {
        case '{' -> object(start);
        case '[' -> array(start);
        case '"' -> tree(Kind.STRING, start, string(), null, null);
        case 't', 'f' -> word(Kind.BOOLEAN);
        case 'n' -> word(Kind.NULL);
        default -> word(Kind.NUMBER);
      };
    }

    private JsonTree tree(
        Kind kind, int start, String string, Map<String, JsonTree> members, List<JsonTree> items) {
      return new JsonTree(kind, text.substring(start, position), string, members, items);
    }

    private JsonTree object(int start) {
      Map<String, JsonTree> members = new LinkedHashMap<>();
      position++;
      while (text.charAt(position) != '}') {
        skip(',');
        String name = string();
        skip(':');
        if (members.put(name, value()) != null) {
          throw new IllegalArgumentException("member '" + name + "' stands there twice");
        }
      }
      position++;
      return tree(Kind.OBJECT, start, null, members, null);
    }

    private JsonTree array(int start) {
      List<JsonTree> items = new ArrayList<>();
      position++;
      while (text.charAt(position) != ']') {
        skip(',');
        items.add(value());
      }
      position++;
      return tree(Kind.ARRAY, start, null, null, items);
    }

    private void skip(char separator) {
      if (text.charAt(position) == separator) {
        position++;
      }
    }

    private JsonTree word(Kind kind) {
      int start = position;
      while (position < text.length() && ",:]}".indexOf(text.charAt(position)) < 0) {
        position++;
      }
      return tree(kind, start, null, null, null);
    }

    private String string() {
      StringBuilder out = new StringBuilder();
      for (position++; text.charAt(position) != '"'; position++) {
        char c = text.charAt(position);
        out.append(c == '\\' ? escaped() : c);
      }
      position++;
      return out.toString();
    }

    private char escaped() {
      position++;
      char c = text.charAt(position);
      return switch (c) {
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> {
          position += 4;
          yield (char) Integer.parseInt(text, position - 3, position + 1, 16);
        }
        default -> c;
      };
    }
  }
}

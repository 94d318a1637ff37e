package io.esync.operators.model;

import java.util.Optional;

/** JSON text: quoting strings, and reading text only as far as needed to know that it is JSON. */
public final class JsonText {
  private static final int MAX_DEPTH = 1000;
  private static final String HEX = "0123456789abcdef";

  private final String text;
  private final StringBuilder out;
  private int position;

  private JsonText(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  /** Appends {@code value} as a JSON string, quotes included; the result has no line break. */
  public static void quote(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == '\u2028' || c == '\u2029') {
            escape(c, out);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static void escape(char c, StringBuilder out) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }

  /**
   * The same JSON without the white space between its tokens, hence on one line. Nothing else
   * changes: not the order of members, not their repetition, not the digits of a number.
   *
   * @return empty if {@code text} is not one JSON value (or is nested deeper than 1000)
   */
  public static Optional<String> compact(String text) {
    JsonText json = new JsonText(text);
    json.skipSpace();
    boolean valid = json.value(0);
    json.skipSpace();
    return valid && json.position == text.length()
        ? Optional.of(json.out.toString())
        : Optional.empty();
  }

  private boolean value(int depth) {
    if (depth > MAX_DEPTH || position == text.length()) {
      return false;
    }
    return switch (text.charAt(position)) {
      case '{' -> container('}', depth, true);
      case '[' -> container(']', depth, false);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean container(char end, int depth, boolean named) {
    take();
    skipSpace();
    if (take(end)) {
      return true;
    }
    do {
      skipSpace();
      if (named && !name()) {
        return false;
      }
      if (!value(depth + 1)) {
        return false;
      }
      skipSpace();
    } while (take(','));
    return take(end);
  }

  private boolean name() {
    if (!string()) {
      return false;
    }
    skipSpace();
    if (!take(':')) {
      return false;
    }
    skipSpace();
    return true;
  }

  private boolean string() {
    if (!take('"')) {
      return false;
    }
    while (position < text.length() && text.charAt(position) >= ' ') {
      if (take('"')) {
        return true;
      }
      if (take('\\')) {
        if (!escaped()) {
          return false;
        }
      } else {
        take();
      }
    }
    return false;
  }

  private boolean escaped() {
    if (take('u')) {
      for (int i = 0; i < 4; i++) {
        if (position == text.length()
            || HEX.indexOf(Character.toLowerCase(text.charAt(position))) < 0) {
          return false;
        }
        take();
      }
      return true;
    }
    if (position < text.length() && "\"\\/bfnrt".indexOf(text.charAt(position)) >= 0) {
      take();
      return true;
    }
    return false;
  }

  private boolean word(String word) {
    if (!text.startsWith(word, position)) {
      return false;
    }
    out.append(word);
    position += word.length();
    return true;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = position;
    while (position < text.length() && isDigit(text.charAt(position))) {
      take();
    }
    return position > start;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private boolean take(char expected) {
    if (position < text.length() && text.charAt(position) == expected) {
      take();
      return true;
    }
    return false;
  }

  private void take() {
    out.append(text.charAt(position++));
  }
}

package io.esync.connectors.spi.postgres;

import io.esync.connectors.spi.UnrepresentableValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the text form of arrays: <code>{1,NULL,"a \"b\""}</code>. Arrays of several dimensions and
 * arrays that do not start at 1 are refused, as a list cannot say so.
 */
public final class ArrayText implements TextParser {
  private final TextParser element;
  private final char delimiter;

  /**
   * @param element reads what stands between the delimiters
   */
  public ArrayText(TextParser element, char delimiter) {
    this.element = element;
    this.delimiter = delimiter;
  }

  @Override
  public Object parse(String text) throws UnrepresentableValue {
    if (text.charAt(0) == '[') {
      throw new UnrepresentableValue("an array that does not start at 1");
    }
    List<Object> values = new ArrayList<>();
    int at = 1;
    int last = text.length() - 1;
    while (at < last) {
      int end = endOfElement(text, at);
      values.add(element(text, at, end));
      at = end + 1;
    }
    return Collections.unmodifiableList(values);
  }

  private Object element(String text, int from, int to) throws UnrepresentableValue {
    char first = text.charAt(from);
    if (first == '{') {
      throw new UnrepresentableValue("an array of several dimensions");
    }
    if (first == '"') {
      return element.parse(unquoted(text, from + 1, to - 1));
    }
    String plain = text.substring(from, to);
    return plain.equals("NULL") ? null : element.parse(plain);
  }

  /** The position of the delimiter or brace after the element that starts at {@code from}. */
  private int endOfElement(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == delimiter || c == '}')) {
        return i;
      }
    }
    throw new IllegalArgumentException("an array without its end");
  }

  private static String unquoted(String text, int from, int to) {
    StringBuilder plain = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      plain.append(c == '\\' ? text.charAt(++i) : c);
    }
    return plain.toString();
  }
}

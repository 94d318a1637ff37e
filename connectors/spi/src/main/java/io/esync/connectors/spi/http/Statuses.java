package io.esync.connectors.spi.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Some statuses of answers.
 *
 * @param names each a status like {@code 429} or a class of them like {@code 5xx}
 */
public record Statuses(List<String> names) {
  private static final Pattern NAME = Pattern.compile("[1-5](\\d\\d|xx)");

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException for people, if one is none
   */
  public Statuses {
    names = List.copyOf(names);
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "'" + name + "' is no status of HTTP; write one like 429 or 5xx");
      }
    }
  }

  public boolean contain(int status) {
    String digits = String.valueOf(status);
    return names.contains(digits) || names.contains(digits.charAt(0) + "xx");
  }
}

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds numbers in JSON text that a database would round: MySQL keeps them as 64 bits. */
final class JsonNumbers {
  private static final Pattern STRING_OR_NUMBER =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
  private static final int EXACT_DIGITS = 15;
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private JsonNumbers() {}

  /**
   * Returns {@code json}.
   *
   * @throws TargetException refused, if it is for a json column of MySQL and holds a number that 64
   *     bits do not keep to the last digit
   */
  static String checked(Column column, String json) throws TargetException {
    if (column.type().equals("json")) {
      Matcher matcher = STRING_OR_NUMBER.matcher(json);
      while (matcher.find()) {
        if (json.charAt(matcher.start()) != '"' && !exact(matcher.group())) {
          throw new TargetException(
              Kind.REFUSED,
              "column '%s': the value holds a number that MySQL's json would round"
                  .formatted(column.name()),
              "22003",
              null);
        }
      }
    }
    return json;
  }

  private static boolean exact(String number) {
    if (number.length() <= EXACT_DIGITS && number.indexOf('e') < 0 && number.indexOf('E') < 0) {
      return true;
    }
    if (number.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
      BigInteger integer = new BigInteger(number);
      return integer.compareTo(MIN) >= 0 && integer.compareTo(MAX) <= 0;
    }
    double rounded = Double.parseDouble(number);
    return Double.isFinite(rounded)
        && new BigDecimal(Double.toString(rounded)).compareTo(new BigDecimal(number)) == 0;
  }
}

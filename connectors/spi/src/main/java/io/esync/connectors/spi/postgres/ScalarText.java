package io.esync.connectors.spi.postgres;

import io.esync.connectors.spi.UnrepresentableValue;
import java.math.BigDecimal;
import java.util.HexFormat;

/** Reads numbers and bytes. */
public final class ScalarText {
  private ScalarText() {}

  /** A {@code numeric}; NaN and infinity are refused. */
  public static BigDecimal decimal(String text) throws UnrepresentableValue {
    char last = text.charAt(text.length() - 1);
    if (last == 'N' || last == 'y') {
      throw new UnrepresentableValue(last == 'N' ? "the number NaN" : "an infinite number");
    }
    return new BigDecimal(text);
  }

  /** A {@code bytea} in the form {@code hex}: {@code \\x00ff}. */
  public static byte[] bytes(String text) {
    return HexFormat.of().parseHex(text, 2, text.length());
  }
}

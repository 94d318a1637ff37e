package io.esync.connectors.filesystem;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;

/** How files of CSV are written. */
public record CsvOptions(
    @Option(
            value =
                "Whether the first line names the columns, in any order. Without it the columns are"
                    + " the declared fields in their order.",
            defaultValue = "true")
        boolean header,
    @Option(value = "The character between values.", defaultValue = "\",\"", example = "\";\"")
        String delimiter,
    @Option(value = "The character around values, doubled within them.", defaultValue = "'\"'")
        String quote,
    @Option(
            value = "What stands for NULL where it is not in quotes: nothing at all unless said.",
            optional = true,
            example = "\\\\N")
        String nullText,
    @Option(
            value = "The characters' encoding, one that has ASCII's letters as they are.",
            defaultValue = "UTF-8")
        String charset)
    implements Serializable {
  /** As RFC 4180 has it, with a header. */
  public static final CsvOptions STANDARD = new CsvOptions(true, ",", "\"", null, "UTF-8");

  private static final String PLAIN = "aZ09,;|\"\n\t";

  public CsvOptions {
    nullText = nullText == null ? "" : nullText;
    requireOne("delimiter", delimiter);
    requireOne("quote", quote);
    if (delimiter.equals(quote)) {
      throw new IllegalArgumentException("delimiter and quote are the same character");
    }
    try {
      if (!Arrays.equals(
          PLAIN.getBytes(Charset.forName(charset)), PLAIN.getBytes(StandardCharsets.US_ASCII))) {
        throw new IllegalArgumentException(
            "charset " + charset + " does not have ASCII's letters as they are; convert the files");
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException("charset '" + charset + "' is not known", e);
    }
  }

  private static void requireOne(String option, String text) {
    if (text.length() != 1 || text.charAt(0) >= 0x7F || text.equals("\n") || text.equals("\r")) {
      throw new IllegalArgumentException(
          option + " must be one character of ASCII, not '" + text + "'");
    }
  }
}

package io.esync.operators.decode;

import io.esync.operators.model.DataType;
import io.esync.operators.model.JsonText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads values out of texts, strictly: in the forms of SQL and ISO 8601 and no others. */
final class TextConversion {
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d{1,4})?");
  private static final Set<String> UNUSUAL = Set.of("NaN", "Infinity", "-Infinity");
  private static final int UUID_LENGTH = 36;

  private TextConversion() {}

  static ValueConversion.Parser to(DataType to) {
    return switch (to.kind()) {
      case STRING -> value -> value;
      case JSON -> value -> json((String) value);
      case BOOLEAN -> value -> bool((String) value);
      case INT -> value -> Integer.valueOf((String) value);
      case BIGINT -> value -> Long.valueOf((String) value);
      case DECIMAL -> value -> ValueConversion.fit(new BigDecimal((String) value), to);
      case DOUBLE -> value -> number((String) value);
      case FLOAT -> value -> shortNumber((String) value);
      case UUID -> value -> uuid((String) value);
      case DATE -> value -> LocalDate.parse((String) value);
      case TIME -> value -> LocalTime.parse((String) value);
      case TIMESTAMP -> value -> LocalDateTime.parse(((String) value).replace(' ', 'T'));
      case TIMESTAMPTZ -> value -> Instant.parse(((String) value).replace(' ', 'T'));
      default -> null;
    };
  }

  /** The double that is written so; refused where it is written in another way. */
  private static Double number(String text) {
    Double value = Double.valueOf(text);
    refuseOther(text, value.toString());
    return value;
  }

  private static Float shortNumber(String text) {
    Float value = Float.valueOf(text);
    refuseOther(text, value.toString());
    return value;
  }

  private static void refuseOther(String text, String written) {
    if (UNUSUAL.contains(text)) {
      return;
    }
    if (!NUMBER.matcher(text).matches()
        || UNUSUAL.contains(written)
        || new BigDecimal(written).compareTo(new BigDecimal(text)) != 0) {
      throw new NumberFormatException("no number that can be held so");
    }
  }

  private static UUID uuid(String text) {
    if (text.length() != UUID_LENGTH) {
      throw new IllegalArgumentException("no UUID");
    }
    return UUID.fromString(text);
  }

  private static String json(String text) {
    if (JsonText.compact(text).isEmpty()) {
      throw new IllegalArgumentException("no JSON");
    }
    return text;
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }
}

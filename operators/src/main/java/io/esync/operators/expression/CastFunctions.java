package io.esync.operators.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.calcite.linq4j.function.Strict;

/** Casts that fit or fail; called by generated code, never with NULL. */
@Strict
public final class CastFunctions {
  /** Beyond this scale a decimal could be expanded to billions of digits by an addition. */
  static final int GREATEST_SCALE = 150_000;

  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private CastFunctions() {}

  /** A whole number within the range, rounded half up. */
  public static long decimalToLong(BigDecimal value, long least, long greatest) {
    bounded(value);
    BigDecimal whole = value.setScale(0, RoundingMode.HALF_UP);
    if (whole.compareTo(BigDecimal.valueOf(least)) < 0
        || whole.compareTo(BigDecimal.valueOf(greatest)) > 0) {
      throw outOfRange();
    }
    return whole.longValueExact();
  }

  /** A whole number within the range, rounded half up. */
  public static long doubleToLong(double value, long least, long greatest) {
    return decimalToLong(doubleToDecimal(value, -1, -1), least, greatest);
  }

  /** The number if it is within the range. */
  public static long longToLong(long value, long least, long greatest) {
    if (value < least || value > greatest) {
      throw outOfRange();
    }
    return value;
  }

  /** The whole number that a text is; no digits after a point. */
  public static long textToLong(String text, long least, long greatest) {
    try {
      return longToLong(Long.parseLong(text.strip()), least, greatest);
    } catch (NumberFormatException e) {
      throw new Fault("the text is no whole number of the type's range");
    }
  }

  /** An integer that {@link #longToLong} found in range. */
  public static int asInt(long value) {
    return (int) value;
  }

  /** Rounded half up to the scale; precision -1 leaves the digits as they are. */
  public static BigDecimal decimalToDecimal(BigDecimal value, int precision, int scale) {
    bounded(value);
    if (precision < 0) {
      return value;
    }
    BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
    if (rounded.precision() > precision && rounded.signum() != 0) {
      throw new Fault(
          "the number has too many digits for decimal(" + precision + "," + scale + ")");
    }
    return rounded;
  }

  /** See {@link #decimalToDecimal}. */
  public static BigDecimal longToDecimal(long value, int precision, int scale) {
    return decimalToDecimal(BigDecimal.valueOf(value), precision, scale);
  }

  /** The shortest decimal that means the double; see {@link #decimalToDecimal}. */
  public static BigDecimal doubleToDecimal(double value, int precision, int scale) {
    if (!Double.isFinite(value)) {
      throw new Fault("infinity and NaN are no decimals");
    }
    return decimalToDecimal(BigDecimal.valueOf(value), precision, scale);
  }

  /** The shortest decimal that means the float; see {@link #decimalToDecimal}. */
  public static BigDecimal floatToDecimal(float value, int precision, int scale) {
    if (!Float.isFinite(value)) {
      throw new Fault("infinity and NaN are no decimals");
    }
    return decimalToDecimal(new BigDecimal(Float.toString(value)), precision, scale);
  }

  /** See {@link #decimalToDecimal}. */
  public static BigDecimal textToDecimal(String text, int precision, int scale) {
    try {
      return decimalToDecimal(new BigDecimal(text.strip()), precision, scale);
    } catch (NumberFormatException e) {
      throw new Fault("the text is no number");
    }
  }

  /** The nearest double. */
  public static double decimalToDouble(BigDecimal value) {
    return finite(value.doubleValue());
  }

  /** The nearest float. */
  public static float decimalToFloat(BigDecimal value) {
    return doubleToFloat(value.doubleValue());
  }

  /** The nearest float; infinity and NaN stay. */
  public static float doubleToFloat(double value) {
    float result = (float) value;
    if (Float.isInfinite(result) && !Double.isInfinite(value)) {
      throw outOfRange();
    }
    return result;
  }

  /** The nearest double. */
  public static double textToDouble(String text) {
    try {
      return finite(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      throw new Fault("the text is no number");
    }
  }

  /** {@code true} or {@code false} in any case. */
  public static boolean textToBoolean(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Fault("the text is neither true nor false");
    };
  }

  /** A UUID in its usual form of 36 characters, in lower case. */
  public static String textToUuid(String text) {
    String stripped = text.strip();
    if (!UUID_TEXT.matcher(stripped).matches()) {
      throw new Fault("the text is no UUID");
    }
    return stripped.toLowerCase(Locale.ROOT);
  }

  /** All digits, no exponent. */
  public static String decimalToText(BigDecimal value) {
    bounded(value);
    return value.toPlainString();
  }

  public static String longToText(long value) {
    return Long.toString(value);
  }

  public static String doubleToText(double value) {
    return Double.toString(value);
  }

  public static String floatToText(float value) {
    return Float.toString(value);
  }

  public static String booleanToText(boolean value) {
    return Boolean.toString(value);
  }

  /** A UUID is its text. */
  public static String uuidToText(String value) {
    return value;
  }

  /** The text if it has at most {@code length} characters: a number is not cut. */
  public static String fitText(String text, int length) {
    if (text.length() > length) {
      throw new Fault("the text of the value is longer than " + length + " characters");
    }
    return text;
  }

  static BigDecimal bounded(BigDecimal value) {
    if (Math.abs((long) value.scale()) > GREATEST_SCALE) {
      throw new Fault("the number has too great an exponent to compute with");
    }
    return value;
  }

  static Double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new Fault("the result is infinite or no number");
    }
    return value;
  }

  private static Fault outOfRange() {
    return new Fault("the number is out of the range of its type");
  }
}

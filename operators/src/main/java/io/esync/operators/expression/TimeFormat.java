package io.esync.operators.expression;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's formats of dates and times, read strictly and with English names. */
final class TimeFormat {
  private static final Pattern PART =
      Pattern.compile(
          "YYYY|HH24|HH12|MONTH|Month|MON|Mon|DAY|Day|DY|Dy|DDD|MM|DD|YY|HH|MI|SS|MS|US|AM|PM"
              + "|\"([^\"]*)\"|([^A-Za-z\"]+)");
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("YYYY", "uuuu"),
          Map.entry("YY", "uu"),
          Map.entry("MM", "MM"),
          Map.entry("MON", "MMM"),
          Map.entry("MONTH", "MMMM"),
          Map.entry("DD", "dd"),
          Map.entry("DDD", "DDD"),
          Map.entry("DY", "EEE"),
          Map.entry("DAY", "EEEE"),
          Map.entry("HH24", "HH"),
          Map.entry("HH12", "hh"),
          Map.entry("HH", "hh"),
          Map.entry("MI", "mm"),
          Map.entry("SS", "ss"),
          Map.entry("MS", "SSS"),
          Map.entry("US", "SSSSSS"),
          Map.entry("AM", "a"),
          Map.entry("PM", "a"));
  private static final int KEPT = 200;
  private static final Map<String, DateTimeFormatter> KNOWN = new ConcurrentHashMap<>();

  private TimeFormat() {}

  /** The formatter of a format; a {@link Fault} if it is none. */
  static DateTimeFormatter of(String format) {
    DateTimeFormatter known = KNOWN.get(format);
    if (known == null) {
      known = read(format);
      if (KNOWN.size() < KEPT) {
        KNOWN.put(format, known);
      }
    }
    return known;
  }

  private static DateTimeFormatter read(String format) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    Matcher part = PART.matcher(format);
    int at = 0;
    boolean time = false;
    while (at < format.length()) {
      if (!part.find(at) || part.start() != at) {
        throw new Fault(
            "'"
                + format.substring(at)
                + "' is no part of a format; known are YYYY, MM, DD, HH24, MI, SS and others");
      }
      String literal = part.group(1) != null ? part.group(1) : part.group(2);
      if (literal != null) {
        builder.appendLiteral(literal);
      } else {
        String letters = LETTERS.get(part.group().toUpperCase(Locale.ROOT));
        time |= letters.startsWith("H") || letters.startsWith("h");
        builder.appendPattern(letters);
      }
      at = part.end();
    }
    if (!time) {
      builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
    }
    return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
  }
}

package io.esync.jobs.spec.bind;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations as people write them: {@code 500ms}, {@code 30s}, {@code 5 min}, {@code PT30S}.
 */
public final class DurationText {
  /** The form of it, for the JSON Schema too. */
  public static final String PATTERN = "^([0-9]+ ?(ms|s|sec|min|m|h|d)|P[0-9DTHMS.]+)$";

  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("(\\d{1,15}) ?(ms|s|sec|min|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "sec", Duration.ofSeconds(1),
          "min", Duration.ofMinutes(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private DurationText() {}

  /** The duration; empty if the text is none. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip().toLowerCase(Locale.ROOT));
    try {
      return Optional.of(
          matcher.matches()
              ? UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)))
              : Duration.parse(text.strip()));
    } catch (DateTimeParseException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}

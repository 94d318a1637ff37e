package io.esync.connectors.iceberg;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.PartitionSpec;

/**
 * One term of {@code partition_by}, e.g. {@code day(created_at)}.
 *
 * @param width of a bucket or a truncation, else 0
 */
record PartitionTerm(Transform transform, int width, String field) {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(\\w+)\\s*\\(\\s*(?:(\\d{1,9})\\s*,\\s*)?([^(),\\s]+)\\s*\\)|([^(),\\s]+))");

  enum Transform {
    IDENTITY,
    YEAR,
    MONTH,
    DAY,
    HOUR,
    BUCKET,
    TRUNCATE;

    private boolean hasWidth() {
      return this == BUCKET || this == TRUNCATE;
    }
  }

  /**
   * Reads a term.
   *
   * @throws IllegalArgumentException with what is known, if it is none
   */
  static PartitionTerm parse(String text) {
    Matcher match = TEXT.matcher(text.strip());
    if (match.matches()) {
      if (match.group(4) != null) {
        return new PartitionTerm(Transform.IDENTITY, 0, match.group(4));
      }
      int width = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
      for (Transform transform : Transform.values()) {
        if (transform.name().toLowerCase(Locale.ROOT).equals(match.group(1))
            && transform.hasWidth() == (width > 0)) {
          return new PartitionTerm(transform, width, match.group(3));
        }
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no way to partition; known are a field's name, year(field), month(field),"
            + " day(field), hour(field), bucket(n, field) and truncate(n, field)");
  }

  void addTo(PartitionSpec.Builder spec) {
    switch (transform) {
      case IDENTITY -> spec.identity(field);
      case YEAR -> spec.year(field);
      case MONTH -> spec.month(field);
      case DAY -> spec.day(field);
      case HOUR -> spec.hour(field);
      case BUCKET -> spec.bucket(field, width);
      case TRUNCATE -> spec.truncate(field, width);
    }
  }
}

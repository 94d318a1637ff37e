package io.esync.operators.merge;

import io.esync.operators.model.SourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What there was to see of a field when somebody looked at it: for each candidate its version and a
 * digest of its value.
 *
 * @param seen sorted by source id
 */
public record Basis(List<Seen> seen) {
  public static final Basis NOTHING = new Basis(List.of());
  private static final String SEPARATOR = ";";
  private static final int HEX = 16;

  public Basis {
    seen = List.copyOf(seen);
  }

  /** What {@code candidates}, in whatever order, show. */
  public static Basis of(List<FieldCandidate> candidates) {
    List<Seen> seen = new ArrayList<>(candidates.size());
    for (FieldCandidate candidate : candidates) {
      seen.add(new Seen(candidate.source(), candidate.stamp().version(), candidate.digest()));
    }
    seen.sort((left, right) -> left.source.compareTo(right.source));
    return new Basis(seen);
  }

  /**
   * Whether some candidate is newer than what was seen of its source, and says something else. A
   * source that repeats itself passes nothing.
   */
  public boolean isPassedBy(List<FieldCandidate> candidates) {
    for (FieldCandidate candidate : candidates) {
      if (isPassedBy(candidate)) {
        return true;
      }
    }
    return false;
  }

  private boolean isPassedBy(FieldCandidate candidate) {
    long digest = candidate.digest();
    boolean known = false;
    for (Seen one : seen) {
      if (one.source.equals(candidate.source())) {
        return candidate.stamp().version().compareTo(one.version) > 0 && digest != one.digest;
      }
      known |= one.digest == digest;
    }
    return !known;
  }

  /** The form that stands in review tables: {@code source@version#digest}, separated by ;. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>(seen.size());
    for (Seen one : seen) {
      parts.add(one.source + "@" + one.version + "#" + Long.toHexString(one.digest));
    }
    return String.join(SEPARATOR, parts);
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException with what was expected, if the text is none
   */
  public static Basis parse(String text) {
    List<Seen> seen = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.strip().split(SEPARATOR, -1)) {
      int at = part.indexOf('@');
      int hash = part.indexOf('#', at);
      try {
        seen.add(
            new Seen(
                part.substring(0, at),
                SourceVersion.parse(part.substring(at + 1, hash)),
                Long.parseUnsignedLong(part.substring(hash + 1), HEX)));
      } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "basis '" + part + "' is not like crm@0/93/1#5f3a: copy it from the review", e);
      }
    }
    return new Basis(seen);
  }

  /** What was seen of one source. */
  public record Seen(String source, SourceVersion version, long digest) {
    public Seen {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(version, "version");
    }
  }
}

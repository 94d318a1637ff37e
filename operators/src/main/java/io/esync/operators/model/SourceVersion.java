package io.esync.operators.model;

/**
 * Orders the changes of one source, and of one source only.
 *
 * @param generation raised by the user when the source's log was reset; compared first
 * @param major position in the source's log, e.g. the LSN; 0 for a snapshot row, which is thereby
 *     older than every streamed change of its generation
 * @param minor order within {@code major}
 */
public record SourceVersion(int generation, long major, long minor)
    implements Comparable<SourceVersion> {
  private static final int PARTS = 3;

  @Override
  public int compareTo(SourceVersion other) {
    int order = Integer.compare(generation, other.generation);
    if (order == 0) {
      order = Long.compareUnsigned(major, other.major);
    }
    return order == 0 ? Long.compareUnsigned(minor, other.minor) : order;
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException with what was expected, if the text is none
   */
  public static SourceVersion parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == PARTS) {
        return new SourceVersion(
            Integer.parseInt(parts[0]),
            Long.parseUnsignedLong(parts[1]),
            Long.parseUnsignedLong(parts[2]));
      }
    } catch (NumberFormatException e) {
      // falls through to the message
    }
    throw new IllegalArgumentException("version '" + text + "' is not three numbers as in 0/93/1");
  }

  @Override
  public String toString() {
    return generation + "/" + Long.toUnsignedString(major) + "/" + Long.toUnsignedString(minor);
  }
}

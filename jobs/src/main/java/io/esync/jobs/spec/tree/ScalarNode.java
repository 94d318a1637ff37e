package io.esync.jobs.spec.tree;

/**
 * A single value.
 *
 * @param kind what YAML takes it for
 * @param text as written, without quotes
 */
public record ScalarNode(Place place, String path, Kind kind, String text) implements Node {
  /** What YAML takes a single value for. */
  public enum Kind {
    TEXT("text"),
    WHOLE_NUMBER("a whole number"),
    NUMBER("a number with a fraction"),
    BOOLEAN("true or false");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  @Override
  public String kindInWords() {
    return kind.words;
  }
}

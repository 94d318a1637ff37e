package io.esync.operators.merge;

/** One source, passed on in the order of each key; nothing is stored. */
public record Replicate() implements MergePolicy {
  private static final long serialVersionUID = 1L;

  @Override
  public String strategy() {
    return "replicate";
  }
}

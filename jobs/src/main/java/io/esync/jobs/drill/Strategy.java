package io.esync.jobs.drill;

/** The merge strategies that a drill can run with. */
public enum Strategy {
  REPLICATE("replicate"),
  LAST_WRITE_WINS("last-write-wins");

  private final String text;

  Strategy(String text) {
    this.text = text;
  }

  /** As it stands in a pipeline file. */
  @Override
  public String toString() {
    return text;
  }
}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;

/** The fields by which targets tell a row that was deleted softly. */
public record SoftSpec(
    @Option(value = "A boolean: whether the row is deleted.", defaultValue = "deleted") String flag,
    @Option(
            value =
                "A timestamptz: when it was deleted; NULL where it is not, or nobody knows when.",
            defaultValue = "deleted_at")
        String time) {
  /** The marks where the file names none. */
  public static final SoftSpec DEFAULT = new SoftSpec("deleted", "deleted_at");

  public SoftSpec {
    if (flag.equals(time)) {
      throw new IllegalArgumentException(
          "time must have another name than flag: both are '" + flag + "'");
    }
  }
}

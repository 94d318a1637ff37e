package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.Inline;

/** What is told of the pipeline's decisions, and where. */
public record AuditSpec(
    @Option(
            value =
                "all: every change; conflicts: conflicts and rejections alone; none: nothing is"
                    + " written.",
            defaultValue = "conflicts")
        Level level,
    @Inline OutputSpec output) {

  /** How much is told. */
  public enum Level {
    ALL,
    CONFLICTS,
    NONE
  }
}

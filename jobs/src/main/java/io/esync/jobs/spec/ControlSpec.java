package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;

/** A system that people ask a running pipeline by. */
public record ControlSpec(
    @Option(
            value = "Names the source in this file, in kebab-case; no source has the same.",
            example = "decisions")
        String id,
    @Option(
            value =
                "What is read from it: decisions of reviewers, or commands (pause, resume, resync,"
                    + " replay).",
            defaultValue = "decisions")
        Takes takes,
    @Option(
            value =
                "The source connector. Without it they are JSON lines in <data_dir>/<pipeline"
                    + " id>/<decisions or commands>.",
            optional = true,
            example = "jdbc")
        String type,
    @Option(value = "Options of the connector.", defaultValue = "{}") Record config) {
  /** What people ask for. */
  public enum Takes {
    DECISIONS,
    COMMANDS
  }
}

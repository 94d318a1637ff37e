package io.esync.jobs.cli;

import io.esync.jobs.dlq.LetterFilter;
import io.esync.jobs.spec.bind.DurationText;
import io.esync.operators.model.ErrorCode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;

/** Which dead letters. */
final class LetterOptions {
  @Option(names = "--code", paramLabel = "CODE", description = "Only those with this code.")
  private ErrorCode code;

  @Option(
      names = "--stage",
      paramLabel = "source|decode|merge|write",
      description = "Only those that were rejected there.")
  private ErrorCode.Stage stage;

  @Option(names = "--source", paramLabel = "ID", description = "Only those of this source.")
  private String source;

  @Option(names = "--stream", paramLabel = "S", description = "Only those of this stream.")
  private String stream;

  @Option(
      names = "--entity",
      paramLabel = "E",
      description = "Only those of this entity; what could not be decoded is of none.")
  private String entity;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those first seen since: 2026-01-31T08:00:00Z, or 2h for two hours ago.")
  private String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only those first seen before, in the same forms.")
  private String until;

  LetterFilter filter() {
    return new LetterFilter(
        code, stage, source, stream, entity, time("--since", since), time("--until", until));
  }

  private static Instant time(String option, String text) {
    if (text == null) {
      return null;
    }
    try {
      return DurationText.parse(text)
          .map(ago -> Instant.now().minus(ago))
          .orElseGet(() -> Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          option
              + " must be a time such as 2026-01-31T08:00:00Z or a duration such as 2h, not '"
              + text
              + "'",
          e);
    }
  }
}

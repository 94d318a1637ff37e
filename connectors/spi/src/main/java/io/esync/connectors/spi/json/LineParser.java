package io.esync.connectors.spi.json;

import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;

/** Reads the change that a line tells of. */
public interface LineParser {
  /**
   * The change.
   *
   * @param line without its end
   * @param version of the change, unless the line itself names one
   * @param ingestedAt when the line was read, in milliseconds since the epoch
   * @throws IllegalArgumentException with what was expected, if the line tells of no change
   */
  SourceChange parse(String line, SourceVersion version, long ingestedAt);
}

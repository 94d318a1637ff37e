package io.esync.connectors.spi;

import java.util.Objects;

/**
 * A prerequisite that is not met.
 *
 * @param problem what is wrong, with the name of the thing and no secret
 * @param remedy what to do about it, if possible as a statement to run
 */
public record CheckFailure(String problem, String remedy) {
  public CheckFailure {
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(remedy, "remedy");
  }
}

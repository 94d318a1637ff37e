package io.esync.connectors.spi.postgres;

import io.esync.connectors.spi.UnrepresentableValue;

/** Turns the text that the server writes for a value of one type into the value itself. */
@FunctionalInterface
public interface TextParser {
  /**
   * The value of {@code text}, which is not null.
   *
   * @throws UnrepresentableValue if our type has no such value
   */
  Object parse(String text) throws UnrepresentableValue;
}

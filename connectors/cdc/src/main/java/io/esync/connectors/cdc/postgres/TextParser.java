package io.esync.connectors.cdc.postgres;

/** Turns the text that the server writes for a value of one type into the value itself. */
@FunctionalInterface
interface TextParser {
  /**
   * The value of {@code text}, which is not null.
   *
   * @throws UnrepresentableValue if our type has no such value
   */
  Object parse(String text) throws UnrepresentableValue;
}

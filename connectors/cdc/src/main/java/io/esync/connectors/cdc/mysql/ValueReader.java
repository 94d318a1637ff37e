package io.esync.connectors.cdc.mysql;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.DataType;

/**
 * How a column's values are read, and the type of what comes out.
 *
 * @param written what somebody wrote, a text or a number, as text in bytes
 * @param text the value as text for people, e.g. of the dead-letter queue; bytes in hexadecimal
 */
record ValueReader(DataType type, Conversion value, Conversion text, Conversion written) {
  /**
   * Turns a value, as text in bytes or as {@link LogValues} gives it, into another. Where the text
   * of the server and the value of the log differ in form, it takes both.
   */
  @FunctionalInterface
  interface Conversion {
    Object apply(Object raw) throws UnrepresentableValue;
  }
}

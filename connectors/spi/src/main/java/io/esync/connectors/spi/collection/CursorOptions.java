package io.esync.connectors.spi.collection;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a stream is asked for what has changed alone.
 *
 * @param param null where the API knows none, but hands out the latest change first: then pages are
 *     read until one holds what was read before
 */
public record CursorOptions(
    @Option(
            value =
                "Field that rises with every change of a record: a time or a whole number. It is one"
                    + " of the stream's fields.",
            example = "updated_at")
        String field,
    @Option(
            value = "Parameter that asks for the records from a value of the field on.",
            example = "updated_since")
        String param,
    @Option(
            value =
                "How the parameter is written: 'auto', as the field's type is (times in ISO 8601), or"
                    + " as a time in 'epoch-seconds' or 'epoch-millis'. A field that is a number is"
                    + " then such a time as well.",
            defaultValue = "auto")
        Format format,
    @Option(
            value =
                "How far before the highest value of the field a reading begins that follows: the"
                    + " longest time after which a record with a lower value may still turn up. Only"
                    + " for times.",
            defaultValue = "10s")
        Duration overlap)
    implements Serializable {
  public CursorOptions {
    if (overlap.isNegative()) {
      throw new IllegalArgumentException("overlap must not be negative: " + overlap);
    }
  }

  boolean isLatestFirst() {
    return param == null;
  }

  /** How a cursor is written. */
  public enum Format {
    AUTO,
    EPOCH_SECONDS,
    EPOCH_MILLIS
  }
}

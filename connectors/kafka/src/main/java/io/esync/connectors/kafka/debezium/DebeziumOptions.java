package io.esync.connectors.kafka.debezium;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.time.temporal.ChronoUnit;

/**
 * How Debezium was told to write values, which a message without a schema does not say, e.g. {@code
 * {time_unit: micros, decimals: text}}.
 */
public record DebeziumOptions(
    @Option(
            value =
                "What the numbers count that stand for a time, timestamp or timestamptz: millis,"
                    + " micros or nanos.",
            optional = true)
        TimeUnit timeUnit,
    @Option(
            value =
                "How decimals stand there: text (decimal.handling.mode string or double) or precise"
                    + " (the bytes of the unscaled number in base64).",
            optional = true)
        Decimals decimals)
    implements Serializable {
  /** What a number counts. */
  public enum TimeUnit {
    MILLIS(ChronoUnit.MILLIS),
    MICROS(ChronoUnit.MICROS),
    NANOS(ChronoUnit.NANOS);

    private final ChronoUnit unit;

    TimeUnit(ChronoUnit unit) {
      this.unit = unit;
    }

    ChronoUnit unit() {
      return unit;
    }
  }

  /** How decimals stand in JSON. */
  public enum Decimals {
    TEXT,
    PRECISE
  }
}

package io.esync.connectors.webhook;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.time.Duration;

/** How much is taken at the same time. */
public record LimitOptions(
    @Option(
            value = "Most bytes of an event; longer ones are answered 413.",
            defaultValue = "10485760")
        int bodyBytes,
    @Option(
            value =
                "Most bytes of all events that are being received or wait for the pipeline, each of"
                    + " which counts 2048 more than its body; more are answered 503 with"
                    + " Retry-After.",
            defaultValue = "67108864")
        long bufferBytes,
    @Option(
            value =
                "Most events that wait for their answer, each with a connection of its own; more are"
                    + " answered 503 with Retry-After. They wait for about one checkpoint.",
            defaultValue = "10000")
        int waiting,
    @Option(
            value =
                "After that time without a checkpoint an event is answered 503. It may still become"
                    + " part of one; the sender's repetition then changes nothing.",
            defaultValue = "30s")
        Duration answerTimeout,
    @Option(
            value =
                "Within what time a request must be here as a whole, and how long a connection may do"
                    + " nothing.",
            defaultValue = "30s")
        Duration requestTimeout)
    implements Serializable {

  public LimitOptions {
    if (bodyBytes < 1 || waiting < 1) {
      throw new IllegalArgumentException("body_bytes and waiting must be at least 1");
    }
    if (bufferBytes < (long) bodyBytes + Load.EVENT_BYTES) {
      throw new IllegalArgumentException(
          "buffer_bytes (%d) must be at least body_bytes (%d) and %d more, or the longest event"
                  .formatted(bufferBytes, bodyBytes, Load.EVENT_BYTES)
              + " never fits in");
    }
    requirePositive("answer_timeout", answerTimeout);
    requirePositive("request_timeout", requestTimeout);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}

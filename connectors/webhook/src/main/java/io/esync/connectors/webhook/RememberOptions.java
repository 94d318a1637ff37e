package io.esync.connectors.webhook;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.time.Duration;

/** Which deliveries are known when they come again. */
public record RememberOptions(
    @Option(
            value =
                "Most ids that are remembered, the latest ones; they are part of the job's state, 24"
                    + " bytes each in every checkpoint.",
            defaultValue = "100000")
        int deliveries,
    @Option(
            value = "For how long an id is remembered: longer than the sender repeats an event.",
            defaultValue = "72h")
        Duration age)
    implements Serializable {

  public RememberOptions {
    if (deliveries < 1) {
      throw new IllegalArgumentException("deliveries must be at least 1, not " + deliveries);
    }
    if (age.isZero() || age.isNegative()) {
      throw new IllegalArgumentException("age must be positive, not " + age);
    }
  }
}

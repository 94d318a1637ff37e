package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import java.time.Duration;

/** How the job's state is saved. */
public record CheckpointingSpec(
    @Option(
            value =
                "Time between two checkpoints. Transactional targets show what they wrote after"
                    + " each.",
            defaultValue = "10s")
        Duration interval,
    @Option(value = "A checkpoint that takes longer is given up.", defaultValue = "10min")
        Duration timeout) {
  public CheckpointingSpec {
    if (interval.toMillis() < 10) {
      throw new IllegalArgumentException("interval must be at least 10ms, not " + interval);
    }
    if (timeout.toMillis() < 10) {
      throw new IllegalArgumentException("timeout must be at least 10ms, not " + timeout);
    }
  }
}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import java.time.Duration;

/** How successive changes of one key are joined before they are sent to the merge. */
public record HotKeysSpec(
    @Option(value = "How long a change may wait for others of its key.", defaultValue = "100ms")
        Duration linger,
    @Option(value = "Most keys that wait at the same time.", defaultValue = "10000") int keys) {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  public HotKeysSpec {
    if (linger.toMillis() < 1 || linger.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("linger must be from 1ms to 1min, not " + linger);
    }
    if (keys < 1) {
      throw new IllegalArgumentException("keys must be at least 1, not " + keys);
    }
  }
}

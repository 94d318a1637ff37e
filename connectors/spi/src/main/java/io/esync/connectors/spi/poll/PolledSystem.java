package io.esync.connectors.spi.poll;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;

/**
 * A system that is read by polling. Travels to where the source runs.
 *
 * @param <P> the position in a split, immutable
 */
public interface PolledSystem<P> extends Serializable {
  /** Names the parts that are read independently of each other, e.g. tables. No I/O. */
  List<String> splits();

  /** Where a split that was never read begins, and is not {@link #beginsInParts read in parts}. */
  P start(String split);

  /** Whether {@link #begin} is asked for splits that were never read. */
  default boolean beginsInParts() {
    return false;
  }

  /**
   * Cuts a split that was never read into parts that several readers read at the same time. May
   * block.
   *
   * @throws SourceUnavailableException if the system cannot be reached now; it is asked again later
   * @throws IOException if that takes somebody who changes something; the job fails
   */
  default Beginning<P> begin(String split) throws SourceUnavailableException, IOException {
    return new Beginning<>(start(split), List.of());
  }

  /** Tells a reader's own metrics, once, before any split is opened. */
  default void register(MetricGroup metrics) {}

  /** A poller of {@code split} or of a part of it; connects when it is first asked. */
  Poller<P> open(String split, P position);

  /** Writes positions into checkpoints. */
  SimpleVersionedSerializer<P> positions();

  /**
   * Time from the end of a poll that found all there is to the next one, where the source has no
   * schedule.
   */
  Duration interval();

  /** Whether every split comes to an end; parts always do. */
  boolean bounded();
}

package io.esync.connectors.spi.poll;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A system that is read by polling. Travels to where the source runs.
 *
 * @param <P> the position in a split, immutable
 */
public interface PolledSystem<P> extends Serializable {
  /** Names the parts that are read independently of each other, e.g. tables. No I/O. */
  List<String> splits();

  /** Where a split that was never read begins. */
  P start(String split);

  /** A poller of {@code split}; connects when it is first asked. */
  Poller<P> open(String split, P position);

  /** Writes positions into checkpoints. */
  SimpleVersionedSerializer<P> positions();

  /**
   * Time from the end of a poll that found all there is to the next one, where the source has no
   * schedule.
   */
  Duration interval();

  /** Whether every split comes to an end. */
  boolean bounded();
}

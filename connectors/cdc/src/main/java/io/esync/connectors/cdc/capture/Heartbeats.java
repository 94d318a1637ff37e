package io.esync.connectors.cdc.capture;

import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Origin;
import java.util.concurrent.TimeUnit;

/**
 * Makes promises out of what was read of the log: no change that is read from now on was committed
 * before the time that is promised. Times only rise; there is one promise per second at most.
 *
 * <p>Two things tell how far reading has come: a commit that was read, and the server's clock once
 * everything is read that was logged when it was asked. Neither is the whole truth. A transaction
 * takes its commit time <em>before</em> its place in the log, so one with a place further on may
 * have a somewhat earlier time: it was overtaken between the two. Hence a promise stays {@link
 * #MARGIN_MICROS} behind. What is beyond that, a server's clock that is set back, is covered by
 * {@code lateness} of the merge alone.
 *
 * <p>A transaction that is open for long delays nothing: it is given its time when it commits, and
 * that is later than all that was promised.
 */
public final class Heartbeats {
  public static final long MARGIN_MICROS = TimeUnit.SECONDS.toMicros(5);
  public static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String source;
  private long reached = Origin.UNKNOWN_TIME;
  private long promised = Origin.UNKNOWN_TIME;
  private long promisedAt;

  public Heartbeats(String source) {
    this.source = source;
  }

  /** All that stands in the log before something of this time has been read. */
  public void reached(long micros) {
    reached = Math.max(reached, micros);
  }

  /**
   * The next promise, or null where there is nothing new to promise yet.
   *
   * @param nanos a clock that only rises
   * @param now milliseconds since 1970
   */
  public Heartbeat next(long nanos, long now) {
    boolean first = promised == Origin.UNKNOWN_TIME;
    if (reached == promised || (!first && nanos - promisedAt < PAUSE_NANOS)) {
      return null;
    }
    promised = reached;
    promisedAt = nanos;
    return Heartbeat.of(source, reached - MARGIN_MICROS, now);
  }
}

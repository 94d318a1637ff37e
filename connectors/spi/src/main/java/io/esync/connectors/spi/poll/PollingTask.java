package io.esync.connectors.spi.poll;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls one split once for each {@link #schedule}, as often as it takes to reach the system. */
final class PollingTask<P> implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PollingTask.class);

  /**
   * What a poll came to.
   *
   * @param piece null after a failure
   * @param failure null where there was none
   */
  record Outcome<P>(PollingTask<P> task, Piece<P> piece, Throwable failure) {}

  private final String split;
  private final Poller<P> poller;
  private final ScheduledExecutorService thread;
  private final Inbox<Outcome<P>> inbox;
  private final Counter failedPolls;
  private final Backoff backoff = new Backoff();

  PollingTask(
      String split,
      Poller<P> poller,
      ScheduledExecutorService thread,
      Inbox<Outcome<P>> inbox,
      Counter failedPolls) {
    this.split = split;
    this.poller = poller;
    this.thread = thread;
    this.inbox = inbox;
    this.failedPolls = failedPolls;
  }

  String split() {
    return split;
  }

  void schedule(Duration delay) {
    // Nothing is lost with the future: run() lets nothing out while the reader is open.
    ScheduledFuture<?> unused = thread.schedule(this, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void run() {
    try {
      Piece<P> piece = poller.poll();
      backoff.reset();
      inbox.put(new Outcome<>(this, piece, null));
    } catch (SourceUnavailableException e) {
      failedPolls.inc();
      Duration pause = backoff.next();
      LOG.warn("{}: {}; trying again in {} ms", split, e.getMessage(), pause.toMillis());
      schedule(pause);
    } catch (Throwable e) { // errors too: the thread that lets the job fail is another one
      inbox.put(new Outcome<>(this, null, e));
    }
  }

  void close() {
    poller.close();
  }
}

package io.esync.connectors.cdc.capture;

import java.util.function.LongConsumer;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Tells Flink CDC's enumerator of a completed checkpoint a moment later than Flink does.
 *
 * <p>It hands out the change log as soon as the first checkpoint after the copy is complete. Where
 * that checkpoint is the savepoint a job is stopped with, the readers end at the same time; a split
 * that meets a reader's end fails the job, and with it the stop. A moment later the readers have
 * ended, and nothing is handed out; the restored enumerator hears of its first checkpoint instead.
 *
 * @see <a href="https://issues.apache.org/jira/browse/FLINK-33522">FLINK-33522</a>
 */
public final class SettledCheckpoints {
  private static final long NONE = -1;
  private static final long TICK_MILLIS = 250;

  private final LongConsumer told;
  private long fresh = NONE;
  private long settled = NONE;

  /**
   * Checkpoints that {@code told} is to hear of, one or two ticks later.
   *
   * @param told is not called for a checkpoint that a later one has overtaken
   */
  public SettledCheckpoints(LongConsumer told) {
    this.told = told;
  }

  /** Starts to tick, in the enumerator's thread. */
  public void start(SplitEnumeratorContext<?> context) {
    context.callAsync(() -> true, (nothing, failure) -> tick(), TICK_MILLIS, TICK_MILLIS);
  }

  public void completed(long checkpoint) {
    fresh = checkpoint;
  }

  void tick() {
    long due = settled;
    settled = fresh;
    fresh = NONE;
    if (due != NONE) {
      told.accept(due);
    }
  }
}

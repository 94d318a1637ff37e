package io.esync.connectors.spi.write;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetWriterFactory;
import io.esync.connectors.spi.WriteOptions;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Drives a {@link io.esync.connectors.spi.TargetWriter}.
 *
 * <p>Input: changes of merged entities, in order for each key. Output: a rejection for each record
 * that the target refuses. No state: everything is written before each checkpoint barrier, so a
 * completed checkpoint holds nothing unwritten. After a restore the changes since that checkpoint
 * come again and are written again, which leaves the target as it is, because a write depends on
 * its key alone.
 *
 * <p>Batches are written one at a time by a thread beside the task, which goes on with filling the
 * next one. That is written once it is full, or once its first change has waited for the flush
 * interval and the batch before is done. So batches are small where little happens, and grow as
 * large as it takes where the target is slower than the changes come.
 */
final class WriteOperator extends AbstractStreamOperator<Rejection>
    implements OneInputStreamOperator<ChangeRecord, Rejection>,
        BoundedOneInput,
        ProcessingTimeCallback {
  private static final long serialVersionUID = 1L;

  private final String target;
  private final TargetWriterFactory factory;
  private final WriteOptions options;
  private final Refusals refusals;
  private final transient MailboxExecutor mailbox;

  private transient WriteBatch batch;
  private transient boolean batchIsDue;
  private transient ScheduledFuture<?> timer;
  private transient BatchWriter writer;
  private transient WriteThread thread;
  private transient List<Rejection> rejected;
  private transient TargetMetrics targetMetrics;
  private transient StreamRecord<Rejection> rejection;

  WriteOperator(
      String target,
      TargetWriterFactory factory,
      WriteOptions options,
      Refusals refusals,
      MailboxExecutor mailbox) {
    this.target = target;
    this.factory = factory;
    this.options = options;
    this.refusals = refusals;
    this.mailbox = mailbox;
  }

  @Override
  public void open() throws Exception {
    super.open();
    batch = new WriteBatch(options.everyChange());
    rejected = new ArrayList<>();
    rejection = new StreamRecord<>(null);
    targetMetrics = new TargetMetrics(getMetricGroup(), target);
    WriteMetrics writeMetrics = new WriteMetrics(targetMetrics, batch::size);
    int number = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    writer =
        BatchWriter.open(
            factory,
            number,
            options.retryTimeout(),
            writeMetrics,
            (change, refusal) -> rejected.add(refusals.reject(change, refusal)));
    thread =
        new WriteThread("write " + target + "-" + number, getUserCodeClassloader(), patience());
  }

  /** After which Flink asks a task again to end. */
  private Duration patience() {
    return getContainingTask()
        .getEnvironment()
        .getTaskManagerInfo()
        .getConfiguration()
        .get(TaskManagerOptions.TASK_CANCELLATION_INTERVAL);
  }

  @Override
  public void processElement(StreamRecord<ChangeRecord> element) throws Exception {
    batch.add(element.getValue());
    if (batch.size() >= options.batchSize()) {
      startWriting();
    } else if (timer == null && !batchIsDue) {
      long now = getProcessingTimeService().getCurrentProcessingTime();
      timer =
          getProcessingTimeService().registerTimer(now + options.flushInterval().toMillis(), this);
    }
  }

  @Override
  public void onProcessingTime(long time) throws Exception {
    timer = null;
    batchIsDue = true;
    writeIfFree();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    writeAll();
  }

  @Override
  public void endInput() throws Exception {
    writeAll();
  }

  private void writeAll() throws Exception {
    startWriting();
    finishWriting();
  }

  private void writeIfFree() throws Exception {
    if (thread.isDone()) {
      finishWriting();
    }
    if (batchIsDue && !thread.isBusy()) {
      startWriting();
    }
  }

  /** Waits for the batch before this one, if need be. */
  private void startWriting() throws Exception {
    finishWriting();
    batchIsDue = false;
    List<List<ChangeRecord>> batches = batch.drain();
    if (!batches.isEmpty()) {
      thread.start(() -> write(batches), this::wakeTask);
    }
  }

  /** Runs in the thread beside the task. Not every target heeds that it is interrupted. */
  private List<Rejection> write(List<List<ChangeRecord>> batches)
      throws TargetException, InterruptedException {
    rejected.clear();
    for (List<ChangeRecord> changes : batches) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the task ends");
      }
      writer.write(changes);
    }
    return List.copyOf(rejected);
  }

  private void wakeTask() {
    try {
      mailbox.execute(this::writeIfFree, "a batch for target %s is written", target);
    } catch (RejectedExecutionException e) {
      LOG.debug("The task has ended before its last write; close() waits for that");
    }
  }

  private void finishWriting() throws Exception {
    for (Rejection record : thread.finish()) {
      output.collect(rejection.replace(record));
      targetMetrics.rejected(Refusals.CODE);
    }
  }

  /** Whether a batch is being written. */
  boolean isWriting() {
    return thread.isBusy();
  }

  @Override
  public void close() throws Exception {
    try {
      if (thread != null) {
        thread.close();
      }
    } finally {
      closeWriter();
    }
  }

  /** Also after a write that does not end: it must not be committed when the task has ended. */
  private void closeWriter() throws Exception {
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      super.close();
    }
  }
}

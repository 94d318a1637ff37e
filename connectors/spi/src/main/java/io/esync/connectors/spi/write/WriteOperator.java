package io.esync.connectors.spi.write;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetWriterFactory;
import io.esync.connectors.spi.WriteOptions;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Drives a {@link io.esync.connectors.spi.TargetWriter}.
 *
 * <p>Input: changes of merged entities, in order for each key. Output: a rejection for each record
 * that the target refuses. No state: a batch is written when it is full, when it has waited long
 * enough, and before each checkpoint barrier, so a completed checkpoint holds nothing unwritten.
 * After a restore the changes since that checkpoint come again and are written again, which leaves
 * the target as it is, because a write depends on its key alone.
 *
 * <p>It is the head of its own task (operators are not chained to the one before unless they ask),
 * so that merging goes on while a batch is being written.
 */
public final class WriteOperator extends AbstractStreamOperator<Rejection>
    implements OneInputStreamOperator<ChangeRecord, Rejection>,
        BoundedOneInput,
        ProcessingTimeCallback {
  private static final long serialVersionUID = 1L;

  private final String target;
  private final TargetWriterFactory factory;
  private final WriteOptions options;
  private final Refusals refusals;

  private transient WriteBatch batch;
  private transient BatchWriter writer;
  private transient TargetMetrics targetMetrics;
  private transient StreamRecord<Rejection> rejection;
  private transient ScheduledFuture<?> timer;

  /**
   * @param operator name of this operator, for the records it rejects
   * @param target id of the target
   */
  public WriteOperator(
      String operator,
      String target,
      TargetWriterFactory factory,
      WriteOptions options,
      OnRefusal onRefusal) {
    this.target = target;
    this.factory = factory;
    this.options = options;
    this.refusals = new Refusals(operator, onRefusal);
  }

  @Override
  public void open() throws Exception {
    super.open();
    batch = new WriteBatch(options.everyChange());
    rejection = new StreamRecord<>(null);
    targetMetrics = new TargetMetrics(getMetricGroup(), target);
    WriteMetrics writeMetrics = new WriteMetrics(targetMetrics, batch::size);
    int number = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    writer = BatchWriter.open(factory, number, options.retryTimeout(), writeMetrics, this::reject);
  }

  @Override
  public void processElement(StreamRecord<ChangeRecord> element) throws Exception {
    batch.add(element.getValue());
    if (batch.size() >= options.batchSize()) {
      flush();
    } else if (timer == null) {
      long now = getProcessingTimeService().getCurrentProcessingTime();
      timer =
          getProcessingTimeService().registerTimer(now + options.flushInterval().toMillis(), this);
    }
  }

  @Override
  public void onProcessingTime(long time) throws TargetException {
    timer = null;
    flush();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
  }

  @Override
  public void endInput() throws TargetException {
    flush();
  }

  private void flush() throws TargetException {
    for (List<ChangeRecord> changes : batch.drain()) {
      writer.write(changes);
    }
  }

  private void reject(ChangeRecord change, TargetException refusal) throws TargetException {
    output.collect(rejection.replace(refusals.reject(change, refusal)));
    targetMetrics.rejected(Refusals.CODE);
  }

  @Override
  public void close() throws Exception {
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      super.close();
    }
  }
}

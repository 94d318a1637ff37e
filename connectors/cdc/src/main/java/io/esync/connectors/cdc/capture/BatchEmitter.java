package io.esync.connectors.cdc.capture;

import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitState;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.metrics.Counter;

/** Emits a batch and notes behind it how far its split was read. */
public final class BatchEmitter
    implements RecordEmitter<CapturedBatch, SourceRecord, SourceSplitState> {
  private final Counter recordsIn;

  public BatchEmitter(Counter recordsIn) {
    this.recordsIn = recordsIn;
  }

  @Override
  public void emitRecord(
      CapturedBatch batch, SourceOutput<SourceRecord> output, SourceSplitState split) {
    for (SourceRecord change : batch.records()) {
      long micros = change.origin().timestamp();
      if (micros == Origin.UNKNOWN_TIME) {
        output.collect(change);
      } else {
        output.collect(change, TimeUnit.MICROSECONDS.toMillis(micros));
      }
    }
    recordsIn.inc(batch.records().size() - 1L); // Flink counts the batch as one
    if (split.isStreamSplitState()) {
      split.asStreamSplitState().setStartingOffset(batch.position());
    } else if (batch.lastOfChunk()) {
      // Flink CDC starts the log at the lowest of these "high watermarks"
      split.asSnapshotSplitState().setHighWatermark(batch.position());
    }
  }
}

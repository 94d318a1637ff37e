package io.esync.connectors.spi.poll;

import io.esync.operators.model.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Keeps what a reader emits. */
final class EmittedRecords implements ReaderOutput<SourceRecord> {
  private final List<SourceRecord> records = new ArrayList<>();

  /** The major versions of the records, in their order. */
  List<Long> versions() {
    return records.stream().map(record -> record.origin().version().major()).toList();
  }

  @Override
  public void collect(SourceRecord record) {
    records.add(record);
  }

  @Override
  public void collect(SourceRecord record, long timestamp) {
    records.add(record);
  }

  @Override
  public void emitWatermark(Watermark watermark) {}

  @Override
  public void markIdle() {}

  @Override
  public void markActive() {}

  @Override
  public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
    return this;
  }

  @Override
  public void releaseOutputForSplit(String splitId) {}
}

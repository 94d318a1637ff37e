package io.esync.connectors.webhook;

import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Keeps what a reader emits. */
final class Emitted implements ReaderOutput<SourceRecord> {
  final List<SourceRecord> records = new ArrayList<>();

  /** The names of the rows, in their order. */
  List<Object> names() {
    return records.stream().map(record -> ((SourceChange) record).after().get("name")).toList();
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

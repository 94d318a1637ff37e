package io.esync.connectors.cdc.capture;

import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** One batch of one split, handed to the task, with the splits that end behind it. */
final class SplitBatch implements RecordsWithSplitIds<CapturedBatch> {
  private final Set<String> finished;
  private String split;
  private CapturedBatch batch;

  SplitBatch(String split, CapturedBatch batch, Set<String> finished) {
    this.split = split;
    this.batch = batch;
    this.finished = finished;
  }

  @Override
  public String nextSplit() {
    String next = split;
    split = null;
    return next;
  }

  @Override
  public CapturedBatch nextRecordFromSplit() {
    CapturedBatch next = batch;
    batch = null;
    return next;
  }

  @Override
  public Set<String> finishedSplits() {
    return finished;
  }
}

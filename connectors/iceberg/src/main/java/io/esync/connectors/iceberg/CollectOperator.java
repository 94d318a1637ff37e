package io.esync.connectors.iceberg;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Brings the files of all writers together, so that a checkpoint is one commit.
 *
 * <p>Input: the files that writers finished before the barrier. Output: before the barrier goes on,
 * all of them as one, with those of checkpoints that were given up before. Alone in its kind
 * (parallelism 1). No state: it holds nothing when the barrier has passed.
 */
final class CollectOperator extends AbstractStreamOperator<CommittableMessage<CheckpointFiles>>
    implements OneInputStreamOperator<
            CommittableMessage<WrittenFiles>, CommittableMessage<CheckpointFiles>>,
        BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private transient TreeMap<Long, List<WrittenFiles>> files;

  @Override
  public void open() throws Exception {
    super.open();
    files = new TreeMap<>();
  }

  @Override
  public void processElement(StreamRecord<CommittableMessage<WrittenFiles>> element) {
    if (element.getValue() instanceof CommittableWithLineage<WrittenFiles> written) {
      files
          .computeIfAbsent(written.getCheckpointIdOrEOI(), checkpoint -> new ArrayList<>())
          .add(written.getCommittable());
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    emit(checkpointId);
  }

  @Override
  public void endInput() {
    // Without a barrier: the writers have numbered what they wrote last.
    emit(files.isEmpty() ? 0 : files.lastKey());
  }

  private void emit(long checkpoint) {
    if (files.isEmpty()) {
      return;
    }
    String job = getContainingTask().getEnvironment().getJobID().toHexString();
    CheckpointFiles together = CheckpointFiles.of(job, checkpoint, files);
    output.collect(new StreamRecord<>(new CommittableSummary<>(0, 1, checkpoint, 1, 1, 0)));
    output.collect(new StreamRecord<>(new CommittableWithLineage<>(together, checkpoint, 0)));
    files.clear();
  }
}

package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.operators.model.SourceRecord;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.meta.events.FinishedSnapshotSplitsReportEvent;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;

/**
 * When the change log is handed to a reader: behind the first checkpoint after the copy, and not at
 * the moment that Flink tells of it. Where it is the savepoint that a job is stopped with, the
 * reader ends at that moment, and the stop would fail.
 */
public final class LogHandover {
  private LogHandover() {}

  /**
   * Checks it of a source with one table of one chunk.
   *
   * @param end where the chunk ends in the log
   */
  @SuppressWarnings("try") // the context may be interrupted while it closes
  public static void check(
      Source<SourceRecord, SourceSplitBase, PendingSplitsState> source, Offset end)
      throws Throwable {
    try (MockSplitEnumeratorContext<SourceSplitBase> context = new MockSplitEnumeratorContext<>(2);
        SplitEnumerator<SourceSplitBase, PendingSplitsState> enumerator =
            source.createEnumerator(context)) {
      enumerator.start();
      for (int reader = 0; reader < 2; reader++) {
        context.registerReader(new ReaderInfo(reader, "here"));
        enumerator.addReader(reader);
      }
      await()
          .until(
              () -> {
                enumerator.handleSplitRequest(0, "here");
                return !assigned(context).isEmpty();
              });
      SourceSplitBase chunk = assigned(context).get(0);
      enumerator.handleSourceEvent(
          0, new FinishedSnapshotSplitsReportEvent(Map.of(chunk.splitId(), end)));
      enumerator.handleSplitRequest(0, "here");
      enumerator.snapshotState(1);

      enumerator.notifyCheckpointComplete(1);
      assertThat(assigned(context)).as("while Flink tells of the checkpoint").hasSize(1);

      for (int i = 0; i < 2; i++) {
        for (int tick = 0; tick < context.getPeriodicCallables().size(); tick++) {
          context.runPeriodicCallable(tick);
        }
      }
      assertThat(assigned(context)).as("a moment later").hasSize(2);
      assertThat(assigned(context).get(1).isStreamSplit()).isTrue();
    }
  }

  private static List<SourceSplitBase> assigned(
      MockSplitEnumeratorContext<SourceSplitBase> context) {
    return context.getSplitsAssignmentSequence().stream()
        .flatMap(assignment -> assignment.assignment().values().stream())
        .flatMap(List::stream)
        .toList();
  }
}

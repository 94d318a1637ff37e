package io.esync.connectors.cdc.capture;

import io.debezium.relational.TableId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cdc.connectors.base.source.assigner.AssignerStatus;
import org.apache.flink.cdc.connectors.base.source.assigner.state.SnapshotPendingSplitsState;

/** Tables that were added to a source since its state was saved. */
public final class AddedTables {
  private AddedTables() {}

  /** Those among {@code captured} that the state neither copied nor is about to copy. */
  public static List<TableId> among(List<TableId> captured, SnapshotPendingSplitsState state) {
    List<TableId> added = new ArrayList<>(captured);
    added.removeAll(state.getAlreadyProcessedTables());
    added.removeAll(state.getRemainingTables());
    state.getRemainingSplits().forEach(split -> added.remove(split.getTableId()));
    return added;
  }

  /** Flink CDC looks for added tables only where all tables before them are copied. */
  public static void copyBesideOthers(List<TableId> added, SnapshotPendingSplitsState state) {
    if (AssignerStatus.isAssigningSnapshotSplits(state.getSnapshotAssignerStatus())) {
      state.getRemainingTables().addAll(added);
    }
  }
}

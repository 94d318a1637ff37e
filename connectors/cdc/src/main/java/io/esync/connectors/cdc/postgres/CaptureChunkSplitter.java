package io.esync.connectors.cdc.postgres;

import io.debezium.relational.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.cdc.connectors.postgres.source.PostgresChunkSplitter;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Cuts tables into chunks along the first column of their primary key. A table without one, or with
 * one of a type that does not lend itself to it, is read as one chunk.
 */
final class CaptureChunkSplitter extends PostgresChunkSplitter {
  private final Capture capture;

  CaptureChunkSplitter(
      JdbcSourceConfig config, CaptureDialect dialect, Capture capture, ChunkSplitterState state) {
    super(config, dialect, state);
    this.capture = capture;
  }

  @Override
  public Collection<SnapshotSplit> generateSplits(TableId table) throws Exception {
    return hasNextChunk() || canCut(table) ? super.generateSplits(table) : whole(table);
  }

  private boolean canCut(TableId table) throws SQLException {
    try (Connection connection = Connections.open(capture.config())) {
      int type = Tables.typeOfFirstKeyColumn(connection, table);
      return ChunkKeys.cuts(type);
    }
  }

  private static List<SnapshotSplit> whole(TableId table) {
    RowType keyType = RowType.of(new LogicalType[] {new VarCharType()}, new String[] {"none"});
    return List.of(new SnapshotSplit(table, 0, keyType, null, null, null, Map.of()));
  }
}

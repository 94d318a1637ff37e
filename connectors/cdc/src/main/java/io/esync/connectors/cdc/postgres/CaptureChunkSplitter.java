package io.esync.connectors.cdc.postgres;

import io.debezium.jdbc.JdbcConnection;
import io.debezium.relational.Column;
import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
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
 *
 * <p>Chunks cover a table whatever their bounds: the first has no lower and the last no upper one.
 */
final class CaptureChunkSplitter extends PostgresChunkSplitter {
  private static final RowType NO_KEY =
      RowType.of(new LogicalType[] {new VarCharType()}, new String[] {"none"});

  CaptureChunkSplitter(JdbcSourceConfig config, CaptureDialect dialect, ChunkSplitterState state) {
    super(config, dialect, state);
  }

  @Override
  public Collection<SnapshotSplit> generateSplits(TableId table) throws Exception {
    if (!hasNextChunk()) {
      try (JdbcConnection connection = dialect.openJdbcConnection(sourceConfig)) {
        TableChange schema = dialect.queryTableSchema(connection, table);
        if (schema.getTable().columns().isEmpty()) {
          Map<TableId, TableChange> schemas = Map.of(table, schema);
          return List.of(new SnapshotSplit(table, 0, NO_KEY, null, null, null, schemas));
        }
      }
    }
    return super.generateSplits(table);
  }

  /** Bounds come in the database's order; Java would order text by other rules. */
  @Override
  protected boolean isChunkEndLeMax(
      JdbcConnection connection, Object chunkEnd, Object max, Column column) throws SQLException {
    return chunkEnd instanceof String || super.isChunkEndLeMax(connection, chunkEnd, max, column);
  }

  /** There is no end where the last rows were deleted meanwhile. */
  @Override
  protected boolean isChunkEndGeMax(
      JdbcConnection connection, Object chunkEnd, Object max, Column column) throws SQLException {
    return chunkEnd == null
        || (chunkEnd instanceof String
            ? chunkEnd.equals(max)
            : super.isChunkEndGeMax(connection, chunkEnd, max, column));
  }
}

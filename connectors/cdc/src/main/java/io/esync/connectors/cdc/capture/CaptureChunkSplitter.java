package io.esync.connectors.cdc.capture;

import io.debezium.jdbc.JdbcConnection;
import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.dialect.JdbcDataSourceDialect;
import org.apache.flink.cdc.connectors.base.source.assigner.splitter.JdbcSourceChunkSplitter;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Cuts tables into chunks along the first column of their primary key. A table without one, or with
 * one of a type that does not lend itself to it, is read as one chunk.
 *
 * <p>Chunks cover a table whatever their bounds: the first has no lower and the last no upper one.
 */
public final class CaptureChunkSplitter extends JdbcSourceChunkSplitter {
  private static final RowType NO_KEY =
      RowType.of(new LogicalType[] {new VarCharType()}, new String[] {"none"});

  /** What a table is cut along that went while it was cut: the next chunk is its last. */
  private static final Column NO_COLUMN = Column.editor().name("none").create();

  private static final ChunkKey UNCUT =
      new ChunkKey("(SELECT NULL)", "(SELECT NULL)", "?", DataTypes.STRING());

  private final ChunkSql sql;

  public CaptureChunkSplitter(
      JdbcSourceConfig config,
      JdbcDataSourceDialect dialect,
      ChunkSplitterState state,
      ChunkSql sql) {
    super(config, dialect, state);
    this.sql = sql;
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

  @Override
  protected Column getSplitColumn(Table table, String ignored) {
    return table.columns().isEmpty() ? NO_COLUMN : super.getSplitColumn(table, ignored);
  }

  private ChunkKey key(Column column) {
    return column.equals(NO_COLUMN) ? UNCUT : sql.key(column);
  }

  /** The key of the last row of a chunk; null where the table ends before. */
  @Override
  protected Object queryNextChunkMax(
      JdbcConnection connection, TableId table, Column column, int chunkSize, Object lower)
      throws SQLException {
    ChunkKey key = key(column);
    String rest = " WHERE " + key.name() + " >= " + key.parameter();
    String last = selected(key, table, rest, "LIMIT 1 OFFSET " + (chunkSize - 1));
    return query(connection, "SELECT " + last, key, lower)[0];
  }

  @Override
  protected Object[] queryMinMax(JdbcConnection connection, TableId table, Column column)
      throws SQLException {
    ChunkKey key = key(column);
    String least = selected(key, table, "", "LIMIT 1");
    String greatest = selected(key, table, "", "DESC LIMIT 1");
    return query(connection, "SELECT " + least + ", " + greatest, key, null);
  }

  @Override
  protected Object queryMin(
      JdbcConnection connection, TableId table, Column column, Object excluded)
      throws SQLException {
    ChunkKey key = key(column);
    String rest = " WHERE " + key.name() + " > " + key.parameter();
    return query(connection, "SELECT " + selected(key, table, rest, "LIMIT 1"), key, excluded)[0];
  }

  /** One row by its place in the order of the keys: unlike MIN and MAX, for keys of any type. */
  private String selected(ChunkKey key, TableId table, String where, String place) {
    return "(SELECT "
        + key.selected()
        + " FROM "
        + sql.name(table)
        + where
        + " ORDER BY "
        + key.name()
        + " "
        + place
        + ")";
  }

  /** The values of the only row; two nulls, as of an empty table, where the table is gone. */
  private Object[] query(JdbcConnection connection, String query, ChunkKey key, Object parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.connection().prepareStatement(query)) {
      if (parameter != null) {
        statement.setObject(1, parameter);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Object[] values = new Object[row.getMetaData().getColumnCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = key.read(row, i + 1);
        }
        return values;
      }
    } catch (SQLException e) {
      if (sql.isGone(e)) {
        return new Object[2];
      }
      throw e;
    }
  }

  @Override
  protected Long queryApproximateRowCnt(JdbcConnection connection, TableId table)
      throws SQLException {
    return sql.rows(connection.connection(), table);
  }

  @Override
  protected DataType fromDbzColumn(Column column) {
    return key(column).type();
  }

  /** Bounds come in the database's order; Java would order text by other rules. */
  @Override
  protected boolean isChunkEndLeMax(
      JdbcConnection connection, Object chunkEnd, Object max, Column column) throws SQLException {
    return chunkEnd instanceof String || super.isChunkEndLeMax(connection, chunkEnd, max, column);
  }

  /** There is no end where the table ends, also because its last rows were deleted meanwhile. */
  @Override
  protected boolean isChunkEndGeMax(
      JdbcConnection connection, Object chunkEnd, Object max, Column column) throws SQLException {
    return chunkEnd == null
        || (chunkEnd instanceof String
            ? chunkEnd.equals(max)
            : super.isChunkEndGeMax(connection, chunkEnd, max, column));
  }
}

package io.esync.connectors.cdc.mysql;

import io.debezium.jdbc.JdbcConnection;
import io.debezium.relational.Column;
import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
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
final class MySqlChunkSplitter extends JdbcSourceChunkSplitter {
  private static final RowType NO_KEY =
      RowType.of(new LogicalType[] {new VarCharType()}, new String[] {"none"});
  private static final int DECIMAL_DIGITS = 38;

  MySqlChunkSplitter(JdbcSourceConfig config, MySqlDialect dialect, ChunkSplitterState state) {
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

  @Override
  protected Object queryNextChunkMax(
      JdbcConnection connection, TableId table, Column column, int chunkSize, Object lower)
      throws SQLException {
    ChunkKey key = ChunkKey.of(column);
    String name = Sql.name(column.name());
    String query =
        String.format(
            "SELECT %s FROM (SELECT %s FROM %s WHERE %s >= %s ORDER BY %s LIMIT %d) AS chunk",
            key.selected("MAX(" + name + ")"),
            name,
            Sql.name(table),
            name,
            key.parameter(),
            name,
            chunkSize);
    return query(connection, query, key, lower)[0];
  }

  @Override
  protected Object[] queryMinMax(JdbcConnection connection, TableId table, Column column)
      throws SQLException {
    ChunkKey key = ChunkKey.of(column);
    String name = Sql.name(column.name());
    String query =
        "SELECT "
            + key.selected("MIN(" + name + ")")
            + ", "
            + key.selected("MAX(" + name + ")")
            + " FROM "
            + Sql.name(table);
    return query(connection, query, key, null);
  }

  @Override
  protected Object queryMin(
      JdbcConnection connection, TableId table, Column column, Object excluded)
      throws SQLException {
    ChunkKey key = ChunkKey.of(column);
    String name = Sql.name(column.name());
    String query =
        "SELECT "
            + key.selected("MIN(" + name + ")")
            + " FROM "
            + Sql.name(table)
            + " WHERE "
            + name
            + " > "
            + key.parameter();
    return query(connection, query, key, excluded)[0];
  }

  /** The values of the only row. */
  private static Object[] query(
      JdbcConnection connection, String query, ChunkKey key, Object parameter) throws SQLException {
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
    }
  }

  @Override
  protected Long queryApproximateRowCnt(JdbcConnection connection, TableId table)
      throws SQLException {
    try (PreparedStatement statement =
        connection
            .connection()
            .prepareStatement(
                "SELECT TABLE_ROWS FROM information_schema.TABLES"
                    + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?")) {
      statement.setString(1, table.catalog());
      statement.setString(2, table.table());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0L;
      }
    }
  }

  @Override
  protected DataType fromDbzColumn(Column column) {
    return ChunkKey.of(column) == ChunkKey.NUMBER
        ? DataTypes.DECIMAL(DECIMAL_DIGITS, 0)
        : DataTypes.STRING();
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

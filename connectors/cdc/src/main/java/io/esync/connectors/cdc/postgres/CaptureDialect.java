package io.esync.connectors.cdc.postgres;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresObjectUtils;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.jdbc.JdbcConnection;
import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import io.debezium.relational.history.TableChanges.TableChangeType;
import io.esync.connectors.cdc.capture.CaptureChunkSplitter;
import io.esync.connectors.spi.jdbc.JdbcDrivers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.assigner.splitter.ChunkSplitter;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.postgres.source.PostgresDialect;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfig;
import org.apache.flink.util.FlinkRuntimeException;

/** What Flink CDC's split machinery asks about the database. */
final class CaptureDialect extends PostgresDialect {
  private static final long serialVersionUID = 1L;

  private final Capture capture;
  private final Confirmed confirmed;

  CaptureDialect(PostgresSourceConfig config, Capture capture, Confirmed confirmed) {
    super(config);
    this.capture = capture;
    this.confirmed = confirmed;
  }

  /** Without a pool: that asks the DriverManager, see {@link JdbcDrivers}. */
  @Override
  public JdbcConnection openJdbcConnection(JdbcSourceConfig config) {
    PostgresConnectorConfig debezium = ((PostgresSourceConfig) config).getDbzConnectorConfig();
    return new PostgresConnection(
        debezium.getJdbcConfig(),
        PostgresObjectUtils.newPostgresValueConverterBuilder(debezium),
        "chunks",
        unused -> Connections.open(capture.config()));
  }

  @Override
  public List<TableId> discoverDataCollections(JdbcSourceConfig config) {
    try (Connection connection = Connections.open(capture.config())) {
      return new ArrayList<>(Tables.captured(connection, capture));
    } catch (SQLException e) {
      throw new FlinkRuntimeException("tables cannot be listed: " + e.getMessage(), e);
    }
  }

  /** None: the log describes its tables itself. */
  @Override
  public Map<TableId, TableChange> discoverDataCollectionSchemas(JdbcSourceConfig config) {
    return new HashMap<>();
  }

  /** No more of a table than what is needed to cut it: the columns are read with the rows. */
  @Override
  public TableChange queryTableSchema(JdbcConnection connection, TableId table) {
    try {
      return new TableChange(
          TableChangeType.CREATE, PostgresChunkSql.describe(connection.connection(), table));
    } catch (SQLException e) {
      throw new FlinkRuntimeException("table " + table + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean isIncludeDataCollection(JdbcSourceConfig config, TableId table) {
    return capture.captures(table.schema(), table.table());
  }

  @Override
  public ChunkSplitter createChunkSplitter(JdbcSourceConfig config) {
    return createChunkSplitter(config, ChunkSplitterState.NO_SPLITTING_TABLE_STATE);
  }

  @Override
  public ChunkSplitter createChunkSplitter(JdbcSourceConfig config, ChunkSplitterState state) {
    return new CaptureChunkSplitter(config, this, state, new PostgresChunkSql());
  }

  /**
   * Takes note of what the slot may forget.
   *
   * @param offset null where the checkpoint holds no position of the log yet; then nothing may be
   *     confirmed
   */
  @Override
  public void notifyCheckpointComplete(long checkpointId, Offset offset) {
    if (offset != null) {
      confirmed.advance(Positions.position(offset));
    }
  }
}

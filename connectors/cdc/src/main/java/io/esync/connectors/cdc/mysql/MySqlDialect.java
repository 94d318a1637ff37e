package io.esync.connectors.cdc.mysql;

import io.debezium.jdbc.JdbcConfiguration;
import io.debezium.jdbc.JdbcConnection;
import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import io.debezium.relational.history.TableChanges.TableChangeType;
import io.esync.connectors.cdc.capture.CaptureChunkSplitter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.dialect.JdbcDataSourceDialect;
import org.apache.flink.cdc.connectors.base.relational.connection.JdbcConnectionPoolFactory;
import org.apache.flink.cdc.connectors.base.source.assigner.splitter.ChunkSplitter;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.reader.external.FetchTask;
import org.apache.flink.util.FlinkRuntimeException;

/** What Flink CDC's split machinery asks about the database. */
final class MySqlDialect implements JdbcDataSourceDialect {
  private static final long serialVersionUID = 1L;

  private final MySqlCapture capture;

  MySqlDialect(MySqlCapture capture) {
    this.capture = capture;
  }

  @Override
  public String getName() {
    return "MySQL";
  }

  @Override
  public List<TableId> discoverDataCollections(JdbcSourceConfig config) {
    try (Connection connection = MySqlConnections.open(capture.config())) {
      return Catalogue.captured(connection, capture);
    } catch (SQLException e) {
      throw new FlinkRuntimeException("tables cannot be listed: " + e.getMessage(), e);
    }
  }

  /** None: the log describes its tables itself. */
  @Override
  public Map<TableId, TableChange> discoverDataCollectionSchemas(JdbcSourceConfig config) {
    return new HashMap<>();
  }

  @Override
  public JdbcConnection openJdbcConnection(JdbcSourceConfig config) {
    return new JdbcConnection(JdbcConfiguration.empty(), unused -> openForChunks(), "`", "`");
  }

  /** MySQL 8 shows numbers of rows that are up to a day old unless it is asked not to. */
  private Connection openForChunks() throws SQLException {
    Connection connection = MySqlConnections.open(capture.config());
    if (!MySqlServerKind.isMariaDb(connection)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET information_schema_stats_expiry = 0");
      }
    }
    return connection;
  }

  /** No more of a table than what is needed to cut it: the columns are read with the rows. */
  @Override
  public TableChange queryTableSchema(JdbcConnection connection, TableId table) {
    try {
      return new TableChange(
          TableChangeType.CREATE, MySqlChunkSql.describe(connection.connection(), table));
    } catch (SQLException e) {
      throw new FlinkRuntimeException("table " + table + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean isIncludeDataCollection(JdbcSourceConfig config, TableId table) {
    return capture.captures(table.catalog(), table.table());
  }

  @Override
  public boolean isDataCollectionIdCaseSensitive(JdbcSourceConfig config) {
    return true;
  }

  @Override
  @SuppressWarnings("deprecation") // must be there all the same
  public ChunkSplitter createChunkSplitter(JdbcSourceConfig config) {
    return createChunkSplitter(config, ChunkSplitterState.NO_SPLITTING_TABLE_STATE);
  }

  @Override
  public ChunkSplitter createChunkSplitter(JdbcSourceConfig config, ChunkSplitterState state) {
    return new CaptureChunkSplitter(config, this, state, new MySqlChunkSql());
  }

  @Override
  public Offset displayCurrentOffset(JdbcSourceConfig config) {
    throw new UnsupportedOperationException("chunks are read without watermarks");
  }

  @Override
  public FetchTask<SourceSplitBase> createFetchTask(SourceSplitBase split) {
    throw new UnsupportedOperationException("reading is done by this package");
  }

  @Override
  public FetchTask.Context createFetchTaskContext(JdbcSourceConfig config) {
    throw new UnsupportedOperationException("reading is done by this package");
  }

  @Override
  public JdbcConnectionPoolFactory getPooledDataSourceFactory() {
    throw new UnsupportedOperationException("connections are not pooled");
  }

  @Override
  public void close() {
    // holds nothing
  }
}

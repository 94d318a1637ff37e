package io.esync.connectors.cdc.postgres;

import io.debezium.relational.TableId;
import io.esync.connectors.cdc.capture.ChangeFeed;
import io.esync.connectors.cdc.capture.ChunkReader;
import io.esync.connectors.cdc.capture.ChunkSql;
import io.esync.connectors.cdc.capture.DatabaseReader;
import io.esync.connectors.cdc.capture.RecordFactory;
import io.esync.connectors.cdc.capture.TableQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads chunks over one connection and the change log over another. */
final class PostgresReader implements DatabaseReader {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresReader.class);
  private static final ChunkSql SQL = new PostgresChunkSql();

  private final Capture capture;
  private final Confirmed confirmed;
  private final TypeCatalog types = new TypeCatalog();
  private Connection connection;

  PostgresReader(Capture capture, Confirmed confirmed) {
    this.capture = capture;
    this.confirmed = confirmed;
  }

  @Override
  public ChunkReader chunk(SnapshotSplit split) throws SQLException {
    begin();
    long slotPosition = Slot.position(connection, capture);
    TableQuery query;
    try {
      query = query(split.getTableId());
    } catch (SQLException e) {
      if (!SQL.isGone(e)) {
        throw e;
      }
      LOG.warn("Table {} is gone before it was copied", split.getTableId());
      return ChunkReader.ofNothing(connection, Positions.offset(slotPosition));
    }
    return ChunkReader.open(
        connection,
        query,
        split,
        new RecordFactory(capture.source(), capture.config().generation()),
        Positions.offset(slotPosition)); // it stays there until the log is read
  }

  /** The connection, in a transaction. */
  Connection begin() throws SQLException {
    if (connection == null) {
      connection = Connections.open(capture.config());
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /** Keeps the columns as they are between looking at them and reading them. */
  private void lockStructure(TableId table) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute("LOCK TABLE " + Sql.name(table) + " IN ACCESS SHARE MODE");
    }
  }

  /** How a table is read in this transaction. */
  TableQuery query(TableId id) throws SQLException {
    lockStructure(id);
    TableSchema table = Tables.describe(connection, id.schema(), id.table());
    if (table.columns().stream().anyMatch(column -> !types.knows(column.type()))) {
      types.load(connection);
    }
    String selected =
        table.columns().stream()
            .map(column -> Sql.name(column.name()))
            .collect(Collectors.joining(", "));
    return new TableQuery(
        "SELECT " + selected + " FROM " + Sql.name(id),
        capture.config().fetchSize(),
        SQL,
        PostgresRowReader.of(table, new ColumnTypes(types)));
  }

  @Override
  public void closeChunks() throws SQLException {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public ChangeFeed log(Offset position) throws SQLException {
    return ChangeStream.open(capture, confirmed, Positions.position(position));
  }
}

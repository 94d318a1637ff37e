package io.esync.connectors.cdc.mysql;

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
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads chunks over one connection and the binary log over others. */
final class MySqlReader implements DatabaseReader {
  private static final Logger LOG = LoggerFactory.getLogger(MySqlReader.class);
  private static final ChunkSql SQL = new MySqlChunkSql();

  /** The log is read from a place that was found before the first chunk, see {@link LogStart}. */
  private static final Offset NO_CONSTRAINT = LogPosition.end().toOffset();

  private final MySqlCapture capture;
  private Connection connection;
  private Charsets charsets;

  MySqlReader(MySqlCapture capture) {
    this.capture = capture;
  }

  @Override
  public ChunkReader chunk(SnapshotSplit split) throws SQLException {
    begin();
    TableQuery query;
    try {
      query = query(split.getTableId());
    } catch (SQLException e) {
      if (!SQL.isGone(e)) {
        throw e;
      }
      LOG.warn("Table {} is gone before it was copied", split.getTableId());
      return ChunkReader.ofNothing(connection, NO_CONSTRAINT);
    }
    return ChunkReader.open(
        connection,
        query,
        split,
        new RecordFactory(capture.source(), capture.config().generation()),
        NO_CONSTRAINT);
  }

  /** The connection, in a transaction. */
  Connection begin() throws SQLException {
    if (connection == null) {
      connection = MySqlConnections.open(capture.config());
      charsets = Charsets.load(connection);
      MySqlConnections.showTextAsKept(connection);
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /** Who has read a table keeps its columns as they are until the transaction ends. */
  private void lockStructure(TableId table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM " + Sql.name(table) + " LIMIT 0");
    }
  }

  /** How a table is read in this transaction. */
  TableQuery query(TableId id) throws SQLException {
    lockStructure(id);
    MySqlTable table = Catalogue.describe(connection, id.catalog(), id.table());
    ValueReaders values = new ValueReaders(charsets);
    List<MySqlColumn> columns = table.columns();
    String selected = columns.stream().map(MySqlReader::selected).collect(Collectors.joining(", "));
    return new TableQuery(
        "SELECT " + selected + " FROM " + Sql.name(id),
        Integer.MIN_VALUE, // row by row as they come
        SQL,
        new MySqlRowReader(table, columns.stream().map(each -> values.of(each, null)).toList()));
  }

  /**
   * The server shows six digits of a float, but all digits of a double; a factor keeps the sign.
   */
  private static String selected(MySqlColumn column) {
    String name = Sql.name(column.name());
    return switch (column.base()) {
      case "float", "double" -> name + " * 1E0";
      default -> name;
    };
  }

  @Override
  public void closeChunks() throws SQLException {
    if (connection != null) {
      // what a chunk that was given up has left is not waited for
      connection.abort(Runnable::run);
      connection = null;
    }
  }

  @Override
  public ChangeFeed log(Offset position) throws SQLException {
    return ChangeLog.open(capture, LogPosition.of(position));
  }
}

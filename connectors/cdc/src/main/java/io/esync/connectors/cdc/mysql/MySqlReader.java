package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.capture.ChangeFeed;
import io.esync.connectors.cdc.capture.ChunkRows;
import io.esync.connectors.cdc.capture.DatabaseReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;

/** Reads chunks over one connection and the binary log over others. */
final class MySqlReader implements DatabaseReader {
  private final MySqlCapture capture;
  private Connection connection;
  private Charsets charsets;

  MySqlReader(MySqlCapture capture) {
    this.capture = capture;
  }

  @Override
  public ChunkRows chunk(SnapshotSplit split) throws SQLException {
    if (connection == null) {
      connection = MySqlConnections.open(capture.config());
      charsets = Charsets.load(connection);
      MySqlConnections.showTextAsKept(connection);
    }
    return ChunkReader.open(connection, charsets, capture, split);
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

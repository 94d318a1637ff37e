package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.capture.ChangeFeed;
import io.esync.connectors.cdc.capture.ChunkRows;
import io.esync.connectors.cdc.capture.DatabaseReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;

/** Reads chunks over one connection and the change log over another. */
final class PostgresReader implements DatabaseReader {
  private final Capture capture;
  private final Confirmed confirmed;
  private final TypeCatalog types = new TypeCatalog();
  private Connection connection;

  PostgresReader(Capture capture, Confirmed confirmed) {
    this.capture = capture;
    this.confirmed = confirmed;
  }

  @Override
  public ChunkRows chunk(SnapshotSplit split) throws SQLException {
    if (connection == null) {
      connection = Connections.open(capture.config());
    }
    return ChunkReader.open(connection, types, capture, split);
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

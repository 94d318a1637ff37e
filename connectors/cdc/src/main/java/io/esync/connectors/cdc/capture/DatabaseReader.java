package io.esync.connectors.cdc.capture;

import java.sql.SQLException;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;

/** How the chunks and the change log of one kind of database are read. Used by one thread. */
public interface DatabaseReader {
  /** Opens a chunk, an empty one if its table is gone; the one before it is closed. */
  ChunkReader chunk(SnapshotSplit split) throws SQLException;

  /** Frees what {@link #chunk} keeps from one chunk to the next. */
  void closeChunks() throws SQLException;

  /** Opens the log where {@code position} says. */
  ChangeFeed log(Offset position) throws SQLException;
}

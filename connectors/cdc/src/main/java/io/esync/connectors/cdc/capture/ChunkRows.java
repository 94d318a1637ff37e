package io.esync.connectors.cdc.capture;

import io.esync.operators.model.SourceRecord;
import java.sql.SQLException;
import java.util.List;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;

/** The rows of one chunk of a table, while they are read. */
public interface ChunkRows {
  /** The next rows, {@code most} at most; fewer than that only at the end. */
  List<SourceRecord> next(int most) throws SQLException;

  /** Every change that the chunk does not hold stands behind this in the log. */
  Offset position();

  /** Frees what the rows were read with. */
  void close() throws SQLException;
}

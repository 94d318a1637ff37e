package io.esync.connectors.cdc.capture;

import io.debezium.relational.Column;
import io.esync.operators.model.SourceRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;

/** Reads one chunk of a table in one statement, so all its rows are of one moment. */
public final class ChunkReader {
  private final RecordFactory records;
  private final RowReader reader;
  private final Offset position;
  private final Connection connection;
  private final PreparedStatement statement;
  private final ResultSet rows;

  private ChunkReader(
      RecordFactory records,
      RowReader reader,
      Offset position,
      Connection connection,
      PreparedStatement statement,
      ResultSet rows) {
    this.records = records;
    this.reader = reader;
    this.position = position;
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  /**
   * Starts to read; owns the transaction of {@code connection} until it is closed.
   *
   * @param position see {@link #position}
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  public static ChunkReader open(
      Connection connection,
      TableQuery table,
      SnapshotSplit split,
      RecordFactory records,
      Offset position)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(table.select() + bounds(split, table.sql()));
    statement.setFetchSize(table.fetchSize());
    bind(statement, split);
    return new ChunkReader(
        records, table.reader(), position, connection, statement, statement.executeQuery());
  }

  /** Nothing, of a table that is gone; what the transaction did so far is undone. */
  public static ChunkReader ofNothing(Connection connection, Offset position) throws SQLException {
    connection.rollback();
    return new ChunkReader(null, null, position, connection, null, null);
  }

  private static String bounds(SnapshotSplit split, ChunkSql sql) throws SQLException {
    Object[] from = split.getSplitStart();
    Object[] to = split.getSplitEnd();
    if (from == null && to == null) {
      return "";
    }
    List<Column> cut = split.getTableSchemas().get(split.getTableId()).getTable().columns();
    if (cut.isEmpty()) {
      throw new SQLException(
          "table "
              + split.getTableId()
              + " lost its primary key while it was copied. Start without state");
    }
    ChunkKey key = sql.key(cut.get(0));
    String lower = key.name() + " >= " + key.parameter();
    String upper = key.name() + " < " + key.parameter();
    return " WHERE " + (from == null ? upper : to == null ? lower : lower + " AND " + upper);
  }

  private static void bind(PreparedStatement statement, SnapshotSplit split) throws SQLException {
    int index = 1;
    if (split.getSplitStart() != null) {
      statement.setObject(index++, split.getSplitStart()[0]);
    }
    if (split.getSplitEnd() != null) {
      statement.setObject(index, split.getSplitEnd()[0]);
    }
  }

  /** Every change that the chunk does not hold stands behind this in the log. */
  Offset position() {
    return position;
  }

  /** The next rows, {@code most} at most; fewer than that only at the end. */
  List<SourceRecord> next(int most) throws SQLException {
    if (rows == null) {
      return List.of();
    }
    List<SourceRecord> batch = new ArrayList<>(most);
    long now = System.currentTimeMillis();
    while (batch.size() < most && rows.next()) {
      batch.add(records.snapshot(reader, reader.fetch(rows), now));
    }
    return batch;
  }

  /** Ends the transaction. */
  void close() throws SQLException {
    if (rows != null) {
      rows.close();
      statement.close();
    }
    connection.commit();
  }
}

package io.esync.connectors.cdc.postgres;

import io.debezium.relational.TableId;
import io.esync.connectors.cdc.capture.ChunkRows;
import io.esync.operators.model.SourceRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;

/** Reads one chunk of a table in one statement, so all its rows are of one moment. */
final class ChunkReader implements ChunkRows {
  private final RecordFactory records;
  private final RowReader reader;
  private final long slotPosition;
  private final Connection connection;
  private final PreparedStatement statement;
  private final ResultSet rows;

  private ChunkReader(
      RecordFactory records,
      RowReader reader,
      long slotPosition,
      Connection connection,
      PreparedStatement statement,
      ResultSet rows) {
    this.records = records;
    this.reader = reader;
    this.slotPosition = slotPosition;
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  /** Starts to read; owns a transaction of {@code connection} until it is closed. */
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  static ChunkReader open(
      Connection connection, TypeCatalog types, Capture capture, SnapshotSplit split)
      throws SQLException {
    connection.setAutoCommit(false);
    long slotPosition = Slot.position(connection, capture);
    TableId table = split.getTableId();
    lockStructure(connection, table);
    TableSchema schema = Tables.describe(connection, table.schema(), table.table());
    if (schema.columns().stream().anyMatch(column -> !types.knows(column.type()))) {
      types.load(connection);
    }
    RowReader reader = new RowReader(schema, new ColumnTypes(types));
    PreparedStatement statement = connection.prepareStatement(query(schema, split));
    statement.setFetchSize(capture.config().fetchSize());
    bind(statement, split);
    return new ChunkReader(
        new RecordFactory(capture),
        reader,
        slotPosition,
        connection,
        statement,
        statement.executeQuery());
  }

  /** Keeps the columns as they are between looking at them and reading them. */
  private static void lockStructure(Connection connection, TableId table) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute("LOCK TABLE " + Sql.name(table) + " IN ACCESS SHARE MODE");
    }
  }

  private static String query(TableSchema schema, SnapshotSplit split) {
    String columns =
        schema.columns().stream()
            .map(column -> Sql.name(column.name()))
            .collect(Collectors.joining(", "));
    String from = " FROM " + Sql.name(schema.schema(), schema.table());
    List<String> bounds = new ArrayList<>();
    String key = Sql.name(split.getSplitKeyType().getFieldNames().get(0));
    if (split.getSplitStart() != null) {
      bounds.add(key + " >= " + parameter(schema, split));
    }
    if (split.getSplitEnd() != null) {
      bounds.add(key + " < " + parameter(schema, split));
    }
    String where = bounds.isEmpty() ? "" : " WHERE " + String.join(" AND ", bounds);
    return "SELECT " + columns + from + where;
  }

  private static String parameter(TableSchema schema, SnapshotSplit split) {
    String key = split.getSplitKeyType().getFieldNames().get(0);
    return schema.columns().stream()
            .anyMatch(column -> column.name().equals(key) && column.type() == ChunkKeys.UUID)
        ? "?::uuid"
        : "?";
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

  /**
   * Where the slot stood before the chunk was read. All changes that the chunk does not hold come
   * behind it, and the slot stays there until the log is read.
   */
  @Override
  public Offset position() {
    return Positions.offset(slotPosition);
  }

  @Override
  public List<SourceRecord> next(int most) throws SQLException {
    List<SourceRecord> batch = new ArrayList<>(most);
    long now = System.currentTimeMillis();
    int columns = reader.table().columns().size();
    while (batch.size() < most && rows.next()) {
      String[] tuple = new String[columns];
      for (int i = 0; i < columns; i++) {
        tuple[i] = rows.getString(i + 1);
      }
      batch.add(records.snapshot(reader, tuple, now));
    }
    return batch;
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    statement.close();
    connection.commit();
  }
}

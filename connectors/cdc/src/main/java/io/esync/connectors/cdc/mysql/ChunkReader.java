package io.esync.connectors.cdc.mysql;

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
  private static final Offset NO_CONSTRAINT = LogPosition.end().toOffset();

  private final RecordFactory records;
  private final RowReader reader;
  private final Connection connection;
  private final PreparedStatement statement;
  private final ResultSet rows;

  private ChunkReader(
      RecordFactory records,
      RowReader reader,
      Connection connection,
      PreparedStatement statement,
      ResultSet rows) {
    this.records = records;
    this.reader = reader;
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  /** Starts to read; owns a transaction of {@code connection} until it is closed. */
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  static ChunkReader open(
      Connection connection, Charsets charsets, MySqlCapture capture, SnapshotSplit split)
      throws SQLException {
    connection.setAutoCommit(false);
    TableId id = split.getTableId();
    lockStructure(connection, id);
    MySqlTable table = Catalogue.describe(connection, id.catalog(), id.table());
    ValueReaders values = new ValueReaders(charsets);
    RowReader reader =
        new RowReader(
            table, table.columns().stream().map(column -> values.of(column, null)).toList());
    PreparedStatement statement = connection.prepareStatement(query(table, split));
    statement.setFetchSize(Integer.MIN_VALUE); // row by row as they come
    bind(statement, split);
    return new ChunkReader(
        new RecordFactory(capture), reader, connection, statement, statement.executeQuery());
  }

  /** Who has read a table keeps its columns as they are until the transaction ends. */
  private static void lockStructure(Connection connection, TableId table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM " + Sql.name(table) + " LIMIT 0");
    }
  }

  private static String query(MySqlTable table, SnapshotSplit split) {
    String columns =
        table.columns().stream().map(ChunkReader::selected).collect(Collectors.joining(", "));
    String from = " FROM " + Sql.name(table.database(), table.table());
    List<String> bounds = new ArrayList<>();
    String key = Sql.name(split.getSplitKeyType().getFieldNames().get(0));
    if (split.getSplitStart() != null) {
      bounds.add(key + " >= " + parameter(split));
    }
    if (split.getSplitEnd() != null) {
      bounds.add(key + " < " + parameter(split));
    }
    String where = bounds.isEmpty() ? "" : " WHERE " + String.join(" AND ", bounds);
    return "SELECT " + columns + from + where;
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

  private static String parameter(SnapshotSplit split) {
    return ChunkKey.of(split.getTableSchemas().get(split.getTableId()).getTable().columns().get(0))
        .parameter();
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

  /** The log is read from a place that was found before the first chunk, see {@link LogStart}. */
  @Override
  public Offset position() {
    return NO_CONSTRAINT;
  }

  @Override
  public List<SourceRecord> next(int most) throws SQLException {
    List<SourceRecord> batch = new ArrayList<>(most);
    long now = System.currentTimeMillis();
    int columns = reader.table().columns().size();
    while (batch.size() < most && rows.next()) {
      Object[] raw = new Object[columns];
      for (int i = 0; i < columns; i++) {
        raw[i] = rows.getBytes(i + 1);
      }
      batch.add(records.snapshot(reader, raw, now));
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

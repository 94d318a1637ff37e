package io.esync.connectors.cdc.capture;

import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import io.debezium.relational.history.TableChanges.TableChangeType;
import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.resync.RefusedException;
import io.esync.operators.resync.Since;
import io.esync.operators.resync.TableReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Reads tables again: in chunks along the first column of their primary key as in the first copy,
 * each in one statement. A chunk is found when it is read, from the last one's end on, so that a
 * bound as text is all there is to keep.
 */
public final class RereadTables implements TableReader {
  private static final int BATCH = 500;

  private final RereadDatabase database;
  private final String source;
  private final int generation;
  private final int chunkRows;

  /**
   * A reader.
   *
   * @param source id of the source
   * @param generation see the option of this name
   * @param chunkRows rows of a chunk
   */
  public RereadTables(RereadDatabase database, String source, int generation, int chunkRows) {
    this.database = database;
    this.source = source;
    this.generation = generation;
    this.chunkRows = chunkRows;
  }

  @Override
  public List<String> streams() throws IOException {
    try {
      return database.captured().stream().map(database::stream).toList();
    } catch (SQLException e) {
      throw failed("listing the tables", e);
    }
  }

  @Override
  public Since since() throws IOException, RefusedException {
    try {
      return database.since();
    } catch (SQLException e) {
      throw failed("finding the end of the log", e);
    }
  }

  private IOException failed(String what, SQLException e) {
    return new IOException(what + " of '" + source + "' failed: " + e.getMessage(), e);
  }

  private TableId table(String stream) throws SQLException {
    for (TableId table : database.captured()) {
      if (database.stream(table).equals(stream)) {
        return table;
      }
    }
    throw new SQLException("there is no table " + stream + " any more");
  }

  private RecordFactory records(Since since) {
    return new RecordFactory(source, generation, since.rows());
  }

  @Override
  public String chunk(String stream, String from, Since since, Rows rows)
      throws IOException, InterruptedException {
    try {
      TableId id = table(stream);
      Connection connection = database.begin();
      TableQuery query = database.query(id);
      Table cut = database.cut(connection, id);
      Object lower = null;
      Object upper = null;
      if (!cut.columns().isEmpty()) {
        ChunkKey key = query.sql().key(cut.columns().get(0));
        lower = from == null ? null : bound(key, from);
        upper = end(database.bounds(), key, query.sql().name(id), lower);
      } else if (from != null) {
        throw new SQLException("table " + stream + " lost its primary key while it was read");
      }
      ChunkReader chunk =
          ChunkReader.open(connection, query, split(cut, lower, upper), records(since), null);
      List<SourceRecord> batch = chunk.next(BATCH);
      while (!batch.isEmpty()) {
        rows.take(batch);
        batch = chunk.next(BATCH);
      }
      chunk.close();
      return upper == null ? null : text(upper);
    } catch (SQLException e) {
      throw failed("reading " + stream, e);
    }
  }

  private static SnapshotSplit split(Table cut, Object lower, Object upper) {
    return new SnapshotSplit(
        cut.id(),
        0,
        RowType.of(new LogicalType[0], new String[0]),
        lower == null ? null : new Object[] {lower},
        upper == null ? null : new Object[] {upper},
        null,
        Map.of(cut.id(), new TableChange(TableChangeType.CREATE, cut)));
  }

  private static Object bound(ChunkKey key, String text) {
    Class<?> type = key.type().getConversionClass();
    return type == Long.class
        ? (Object) Long.valueOf(text)
        : type == Integer.class
            ? Integer.valueOf(text)
            : type == BigDecimal.class ? new BigDecimal(text) : text;
  }

  private static String text(Object bound) {
    return bound instanceof BigDecimal number ? number.toPlainString() : bound.toString();
  }

  /** The key of the first row behind the chunk; null where there is none. */
  private Object end(Connection connection, ChunkKey key, String table, Object lower)
      throws SQLException {
    String where = lower == null ? "" : " WHERE " + key.name() + " >= " + key.parameter();
    Object end = first(connection, key, table, where, lower, chunkRows);
    if (end == null || !end.equals(lower)) {
      return end;
    }
    return first(
        connection, key, table, " WHERE " + key.name() + " > " + key.parameter(), lower, 0);
  }

  private static Object first(
      Connection connection,
      ChunkKey key,
      String table,
      String where,
      Object parameter,
      int skipped)
      throws SQLException {
    String sql =
        "SELECT "
            + key.selected()
            + " FROM "
            + table
            + where
            + " ORDER BY "
            + key.name()
            + " LIMIT 1 OFFSET "
            + skipped;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (parameter != null) {
        statement.setObject(1, parameter);
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? key.read(row, 1) : null;
      }
    }
  }

  @Override
  public List<SourceRecord> rows(String stream, Map<String, Object> key, Since since)
      throws IOException, RefusedException {
    try {
      TableId id = table(stream);
      Connection connection = database.begin();
      TableQuery query = database.query(id);
      requireColumns(query.reader(), key);
      List<SourceRecord> found = rows(connection, query, key, records(since));
      connection.commit();
      return found;
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith("22")) {
        throw new RefusedException("the key does not fit " + stream + ": " + e.getMessage());
      }
      throw failed("reading " + stream, e);
    }
  }

  private static void requireColumns(RowReader reader, Map<String, Object> key)
      throws RefusedException {
    for (String column : key.keySet()) {
      if (!reader.has(column)) {
        throw new RefusedException("table " + reader.stream() + " has no column " + column);
      }
    }
  }

  private static List<SourceRecord> rows(
      Connection connection, TableQuery query, Map<String, Object> key, RecordFactory records)
      throws SQLException {
    String where =
        key.keySet().stream()
            .map(column -> query.sql().name(column) + " = ?")
            .collect(Collectors.joining(" AND ", " WHERE ", ""));
    try (PreparedStatement statement = connection.prepareStatement(query.select() + where)) {
      int index = 1;
      for (Object value : key.values()) {
        query.sql().set(statement, index++, value);
      }
      List<SourceRecord> found = new ArrayList<>();
      long now = System.currentTimeMillis();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(records.snapshot(query.reader(), query.reader().fetch(rows), now));
        }
      }
      return found;
    }
  }

  @Override
  public SourceChange gone(String stream, Map<String, Object> key, Since since)
      throws IOException, RefusedException {
    try {
      Connection connection = database.begin();
      RowReader reader = database.query(table(stream)).reader();
      connection.commit();
      Object[] raw = reader.written(key);
      Moment at = new Moment(since.gone(), Origin.UNKNOWN_TIME, System.currentTimeMillis(), null);
      if (records(since).delete(reader, at, raw) instanceof SourceChange delete) {
        return delete;
      }
    } catch (SQLException e) {
      throw failed("reading " + stream, e);
    } catch (UnrepresentableValue e) {
      // falls through to the message
    }
    throw new RefusedException(
        "there is no such row in "
            + stream
            + ", and its key cannot be told from text; read the whole table again, without a key");
  }

  @Override
  public void close() throws IOException {
    try {
      database.close();
    } catch (SQLException e) {
      throw failed("closing", e);
    }
  }
}

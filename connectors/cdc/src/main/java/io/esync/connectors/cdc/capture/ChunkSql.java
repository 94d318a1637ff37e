package io.esync.connectors.cdc.capture;

import io.debezium.relational.Column;
import io.debezium.relational.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What statements about chunks say differently in each kind of database. */
public interface ChunkSql {
  /** The name of a table, quoted. */
  String name(TableId table);

  /** The name of a column, quoted. */
  String name(String column);

  /** The column that cuts a table, as the dialect described it to Flink CDC. */
  ChunkKey key(Column column);

  /** Sets a parameter to a value that somebody wrote: text, a number or a boolean. */
  void set(PreparedStatement statement, int index, Object value) throws SQLException;

  /** About how many rows a table has. */
  long rows(Connection connection, TableId table) throws SQLException;

  /** Whether a statement failed for there is no such table, or none of its schema or database. */
  boolean isGone(SQLException failure);
}

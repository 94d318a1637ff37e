package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes rows of one schema within the connection's transaction. */
interface RowStatement {
  /**
   * Writes {@code rows}.
   *
   * @throws TargetException refused, for a value that the table's column cannot hold
   */
  void execute(Connection connection, List<Row> rows) throws SQLException, TargetException;
}

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Updates the rows that exist by key, and inserts the others. */
record MySqlUpdateFirst(MySqlRows update, MySqlRows insert) implements RowStatement {
  @Override
  public void execute(Connection connection, List<Row> rows) throws SQLException, TargetException {
    int[] found = update.counts(connection, rows);
    List<Row> missing = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (found[i] == 0) {
        missing.add(rows.get(i));
      }
    }
    if (!missing.isEmpty()) {
      insert.execute(connection, missing);
    }
  }
}

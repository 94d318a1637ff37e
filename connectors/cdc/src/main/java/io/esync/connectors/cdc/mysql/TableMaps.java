package io.esync.connectors.cdc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The tables that the log speaks of, by the id that it gives them. A changed structure comes as a
 * changed map, so nothing has to be known of the statements that changed it.
 */
final class TableMaps {
  private final MySqlCapture capture;
  private final Charsets charsets;
  private final boolean mariaDb;
  private final Map<Long, Known> tables = new HashMap<>();

  TableMaps(MySqlCapture capture, Charsets charsets, boolean mariaDb) {
    this.capture = capture;
    this.charsets = charsets;
    this.mariaDb = mariaDb;
  }

  /** Takes note of a map; most are the same as the one before of their table. */
  void accept(byte[] body) throws SQLException {
    long id = TableMap.id(body);
    Known known = tables.get(id);
    if (known == null || !Arrays.equals(known.body, body)) {
      tables.put(id, new Known(body, table(body)));
    }
  }

  private LoggedTable table(byte[] body) throws SQLException {
    TableMap map = TableMap.read(body, mariaDb);
    if (!capture.captures(map.database(), map.table())) {
      return null;
    }
    try (Connection connection = MySqlConnections.open(capture.config())) {
      return LoggedTable.of(
          map, Catalogue.describe(connection, map.database(), map.table()), charsets);
    }
  }

  /** The table of this id, or null where it is not captured. */
  LoggedTable find(long id) throws SQLException {
    Known known = tables.get(id);
    if (known == null) {
      throw new SQLException("the log changes rows of a table, " + id + ", that it did not name");
    }
    return known.table;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by its elements
  private record Known(byte[] body, LoggedTable table) {}
}

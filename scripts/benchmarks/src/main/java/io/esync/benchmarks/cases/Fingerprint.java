package io.esync.benchmarks.cases;

import io.esync.connectors.testkit.DatabaseServer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a table holds: the number of rows, and a sum of their hashes, the same in whatever order
 * they stand and whichever system holds them.
 */
record Fingerprint(long rows, BigDecimal hashes) {

  /**
   * @param query gives both numbers
   */
  static Fingerprint of(DatabaseServer server, String database, String query) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return new Fingerprint(result.getLong(1), result.getBigDecimal(2).stripTrailingZeros());
    }
  }

  /** The query for PostgreSQL, given one that has a text of each row in its column {@code t}. */
  static String postgres(String texts) {
    return "SELECT count(*), coalesce(sum(('x' || substr(md5(t), 1, 15))::bit(60)::bigint), 0) FROM ("
        + texts
        + ") AS texts";
  }

  /** The same for MySQL and MariaDB. */
  static String mySql(String texts) {
    return "SELECT count(*), coalesce(sum(cast(conv(substr(md5(t), 1, 15), 16, 10) AS decimal(20))), 0)"
        + " FROM ("
        + texts
        + ") AS texts";
  }
}

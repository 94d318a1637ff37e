package io.esync.connectors.testkit;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a PostgreSQL table holds, in a form to compare. Equal for the same rows in any order.
 *
 * @param rows how many there are
 * @param hash the sum of a 64-bit hash of each row's text
 */
public record TableContent(long rows, BigDecimal hash) {
  /**
   * The content of {@code query}, e.g. {@code SELECT id, email FROM customer}. Name the columns:
   * their order is part of a row's text, and so is the session's time zone.
   */
  public static TableContent of(Connection connection, String query) throws SQLException {
    String sql =
        "SELECT count(*), coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) FROM ("
            + query
            + ") AS r";
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return new TableContent(found.getLong(1), found.getBigDecimal(2));
    }
  }
}

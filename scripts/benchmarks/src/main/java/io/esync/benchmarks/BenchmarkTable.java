package io.esync.benchmarks;

import io.esync.connectors.testkit.PostgresServer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The table that is copied: ten columns of mixed types, filled from a fixed seed. */
final class BenchmarkTable {
  static final String NAME = "bench_item";

  private static final String DDL =
      """
      CREATE TABLE bench_item (
        id bigint PRIMARY KEY, name text, email text, balance numeric(18,2),
        score double precision, active boolean, age integer, born date,
        updated timestamp(6), note text)
      """;

  private BenchmarkTable() {}

  static void createEmpty(PostgresServer server, String database) {
    server.execute(database, "DROP TABLE IF EXISTS " + NAME, DDL);
  }

  static void createFilled(PostgresServer server, String database, long rows) {
    createEmpty(server, database);
    server.execute(
        database,
        "INSERT INTO bench_item SELECT g, 'name ' || g, md5('seed' || g) || '@example.com',"
            + " ((g * 7919) % 100000000) / 100.0, g / 3.0::float8, g % 3 = 0, (g % 90)::int,"
            + " date '1950-01-01' + (g % 20000)::int,"
            + " timestamp '2026-01-01' + g * interval '1001 microseconds',"
            + " repeat(md5((g % 1000)::text), 2) FROM generate_series(1::bigint, "
            + rows
            + ") g",
        "ANALYZE bench_item");
  }

  static long count(PostgresServer server, String database) throws SQLException {
    return query(server, database, "SELECT count(*) FROM bench_item").longValueExact();
  }

  /** A sum of hashes of all rows, the same whatever the order of rows. */
  static BigDecimal fingerprint(PostgresServer server, String database) throws SQLException {
    return query(
        server,
        database,
        "SELECT coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM bench_item t");
  }

  private static BigDecimal query(PostgresServer server, String database, String sql)
      throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getBigDecimal(1);
    }
  }
}

package io.esync.benchmarks.cases;

import io.esync.connectors.testkit.MySqlFamilyServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table in MySQL or MariaDB, with the same values as {@link PostgresItems}. */
record MySqlItems(MySqlFamilyServer server) implements ItemSource {
  private static final int BATCH = 100_000;

  private static final String TEXTS =
      "SELECT id, concat_ws('|', id, name, email, balance, score, active, age, born,"
          + " date_format(updated, '%Y-%m-%d %H:%i:%s.%f'), note) AS t FROM bench_item";

  @Override
  public String files() {
    return "mysql";
  }

  @Override
  public String activeType() {
    return "smallint";
  }

  @Override
  public void fill(long rows) {
    server.execute("mysql", "DROP DATABASE IF EXISTS " + DATABASE);
    server.createDatabase(DATABASE);
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE bench_item (id bigint PRIMARY KEY, name varchar(100), email varchar(100),"
            + " balance decimal(18,2), score double, active smallint, age int, born date,"
            + " updated datetime(6), note varchar(200))");
    statements.add("CREATE TEMPORARY TABLE numbers (n int PRIMARY KEY)");
    statements.add("INSERT INTO numbers VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)");
    // A temporary table cannot be joined to itself in one statement: each digit adds by a copy.
    for (int size = 10; size < BATCH; size *= 10) {
      statements.add("CREATE TEMPORARY TABLE smaller AS SELECT n FROM numbers");
      for (int digit = 1; digit < 10; digit++) {
        statements.add("INSERT INTO numbers SELECT n + " + digit * size + " FROM smaller");
      }
      statements.add("DROP TEMPORARY TABLE smaller");
    }
    for (long base = 0; base < rows; base += BATCH) {
      statements.add(insert(base, rows));
    }
    statements.add("ANALYZE TABLE bench_item");
    server.execute(DATABASE, statements.toArray(String[]::new));
  }

  private static String insert(long base, long rows) {
    return "INSERT INTO bench_item SELECT g, concat('name ', g), concat(md5(concat('seed', g)),"
        + " '@example.com'), ((g * 7919) % 100000000) / 100, g / 8, g % 3 = 0, g % 90,"
        + " date_add('1950-01-01', INTERVAL g % 20000 DAY),"
        + " date_add('2026-01-01', INTERVAL g * 1001 MICROSECOND), repeat(md5(g % 1000), 2)"
        + " FROM (SELECT n + "
        + (base + 1)
        + " AS g FROM numbers) AS ids WHERE g <= "
        + rows
        + " ORDER BY g";
  }

  @Override
  public void release() {
    // the log has no readers to wait for
  }

  @Override
  public String texts() {
    return TEXTS;
  }

  @Override
  public Fingerprint fingerprint() throws SQLException {
    return Fingerprint.of(server, DATABASE, Fingerprint.mySql(TEXTS));
  }
}

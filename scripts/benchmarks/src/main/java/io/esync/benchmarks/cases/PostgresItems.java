package io.esync.benchmarks.cases;

import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.cluster.Polling;
import io.esync.jobs.drill.Sql;
import java.sql.SQLException;
import java.time.Duration;

/** The table in PostgreSQL. */
record PostgresItems(PostgresServer server) implements ItemSource {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A text of each row, the same as that of {@link MySqlItems}. */
  static final String TEXTS =
      "SELECT id, concat_ws('|', id, name, email, balance, score, active::int, age, born,"
          + " to_char(updated, 'YYYY-MM-DD HH24:MI:SS.US'), note) AS t FROM bench_item";

  /** Creates the empty table. */
  static void create(PostgresServer server, String database, String activeType) {
    server.execute(
        database,
        "DROP TABLE IF EXISTS bench_item",
        "CREATE TABLE bench_item (id bigint PRIMARY KEY, name text, email text,"
            + " balance numeric(18,2), score double precision, active "
            + activeType
            + ", age integer, born date, updated timestamp(6), note text)");
  }

  @Override
  public String files() {
    return "postgres";
  }

  @Override
  public String activeType() {
    return "boolean";
  }

  @Override
  public void fill(long rows) {
    release();
    server.execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    server.createDatabase(DATABASE);
    create(server, DATABASE, activeType());
    server.execute(
        DATABASE,
        "ALTER TABLE bench_item REPLICA IDENTITY FULL", // Flink SQL fails at updates without
        "INSERT INTO bench_item SELECT g, 'name ' || g, md5('seed' || g) || '@example.com',"
            + " ((g * 7919) % 100000000) / 100.0, g / 8.0::float8, g % 3 = 0, (g % 90)::int,"
            + " date '1950-01-01' + (g % 20000)::int,"
            + " timestamp '2026-01-01' + g * interval '1001 microseconds',"
            + " repeat(md5((g % 1000)::text), 2) FROM generate_series(1::bigint, "
            + rows
            + ") g",
        "VACUUM ANALYZE bench_item");
  }

  @Override
  public void release() {
    release(server);
  }

  /** Drops all replication slots, once their readers have gone. */
  static void release(PostgresServer server) {
    Polling.holds(
        PATIENCE,
        () -> {
          server.execute(
              "postgres",
              "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active");
          return Sql.number(server, "postgres", "SELECT count(*) FROM pg_replication_slots") == 0;
        });
  }

  @Override
  public String texts() {
    return TEXTS;
  }

  @Override
  public Fingerprint fingerprint() throws SQLException {
    return fingerprint(server, DATABASE);
  }

  static Fingerprint fingerprint(DatabaseServer server, String database) throws SQLException {
    return Fingerprint.of(server, database, Fingerprint.postgres(TEXTS));
  }
}

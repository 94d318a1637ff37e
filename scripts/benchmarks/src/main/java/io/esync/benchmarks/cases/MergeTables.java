package io.esync.benchmarks.cases;

import io.esync.benchmarks.Verdict;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.drill.TableComparison;
import java.sql.SQLException;

/**
 * Two tables with rows of the same customers, nine of ten keys in both; what is to come of them is
 * a view beside them.
 */
record MergeTables(PostgresServer source, PostgresServer target) {
  static final String DATABASE = ItemSource.DATABASE;

  private static final String TEXTS =
      "SELECT id, concat_ws('|', id, coalesce(name, '-'), email, phone, coalesce(balance, 0), plan)"
          + " AS t FROM customer";

  /** Creates the tables with {@code keys} rows each. */
  void fill(long keys) {
    PostgresItems.release(source);
    source.execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    source.createDatabase(DATABASE);
    source.execute(
        DATABASE,
        "CREATE TABLE crm (id bigint PRIMARY KEY, name text, email text, phone text,"
            + " updated timestamp(6))",
        "CREATE TABLE billing (id bigint PRIMARY KEY, email text, phone text,"
            + " balance numeric(18,2), plan text, updated timestamp(6))",
        "ALTER TABLE crm REPLICA IDENTITY FULL",
        "ALTER TABLE billing REPLICA IDENTITY FULL",
        "INSERT INTO crm SELECT g, 'name ' || g, md5('crm' || g) || '@example.com', '+1 ' || g,"
            + " timestamp '2026-01-01' + (g * 7919 % 1000003) * interval '2 seconds'"
            + " FROM generate_series(1::bigint, "
            + keys
            + ") g",
        "INSERT INTO billing SELECT g, md5('billing' || g) || '@example.com', '+2 ' || g,"
            + " ((g * 7919) % 100000000) / 100.0, 'plan ' || g % 7,"
            + " timestamp '2026-01-01 00:00:01' + (g * 104729 % 1000003) * interval '2 seconds'"
            + " FROM generate_series("
            + (keys / 10 + 1)
            + "::bigint, "
            + (keys + keys / 10)
            + ") g",
        "CREATE VIEW customer AS SELECT coalesce(c.id, b.id) AS id, c.name,"
            + " coalesce(c.email, b.email) AS email, CASE WHEN b.updated > c.updated THEN b.phone"
            + " ELSE coalesce(c.phone, b.phone) END AS phone, b.balance, b.plan"
            + " FROM crm AS c FULL JOIN billing AS b ON c.id = b.id",
        "VACUUM ANALYZE crm",
        "VACUUM ANALYZE billing");
  }

  void clearTarget() {
    PostgresItems.release(source);
    target.execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    target.createDatabase(DATABASE);
    target.execute(
        DATABASE,
        "CREATE TABLE customer (id bigint PRIMARY KEY, name text, email text, phone text,"
            + " balance numeric(18,2), plan text)");
  }

  /** Whether the target holds what the view shows. */
  Verdict compare() throws SQLException {
    String fingerprint = Fingerprint.postgres(TEXTS);
    if (Fingerprint.of(source, DATABASE, fingerprint)
        .equals(Fingerprint.of(target, DATABASE, fingerprint))) {
      return Verdict.EQUAL;
    }
    String digests = "SELECT id, md5(t) FROM (" + TEXTS + ") AS texts ORDER BY id";
    TableComparison rows = TableComparison.of(source, DATABASE, digests, target, DATABASE, digests);
    return Verdict.of(rows.missing(), rows.extra(), rows.different());
  }
}

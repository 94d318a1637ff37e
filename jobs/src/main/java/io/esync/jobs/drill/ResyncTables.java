package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The three tables of the resync drill, one of which is damaged.
 *
 * @param source name of the database that they are read from
 * @param target name of the database that they are written to
 */
record ResyncTables(PostgresServer server, String source, String target) {
  static final String DAMAGED = "first";
  static final List<String> OTHERS = List.of("second", "third");
  static final String COLUMNS = "id, name, amount, version, touched";

  /** The row that no writer touches, by which the lag is measured. */
  static final long PROBE = 0;

  private static final String UNSEEN = "SELECT count(*) FROM first WHERE name = 'unseen'";

  static List<String> all() {
    List<String> all = new ArrayList<>(OTHERS);
    all.add(0, DAMAGED);
    return all;
  }

  /** Makes the databases, and the tables with rows 0 to {@code rows}. */
  void create(int rows) {
    server.createDatabase(source);
    server.createDatabase(target);
    for (String table : all()) {
      server.execute(
          source,
          "CREATE TABLE "
              + table
              + " (id bigint PRIMARY KEY, name text, amount numeric(12,2), version bigint,"
              + " touched timestamptz)",
          "INSERT INTO "
              + table
              + " SELECT i, 'name ' || i, i / 7.0, 0, now() FROM generate_series(0, "
              + rows
              + ") i",
          "ANALYZE " + table);
    }
  }

  boolean areCopied() {
    return all().stream()
        .allMatch(table -> Sql.count(server, target, table) == count(source, table));
  }

  private long count(String database, String table) {
    return Sql.number(server, database, "SELECT count(*) FROM " + table);
  }

  /**
   * Changes rows of one table so that the pipeline does not hear of it: in the source while the
   * table is not published, and in the target.
   *
   * @return how many rows
   */
  long damage() {
    String publication = "ALTER PUBLICATION " + publication() + " ";
    server.execute(
        source,
        publication + "DROP TABLE first",
        "UPDATE first SET name = 'unseen', touched = now() WHERE id % 20 = 5",
        "INSERT INTO first SELECT i, 'unseen', 0, 0, now() FROM generate_series(90000001, 90001000)"
            + " i");
    long before = count(source, DAMAGED);
    server.execute(source, "DELETE FROM first WHERE id % 20 = 6");
    long deleted = before - count(source, DAMAGED);
    server.execute(source, publication + "ADD TABLE first");
    server.execute(target, "UPDATE first SET name = 'damaged' WHERE id % 20 = 7");
    return deleted
        + Sql.number(server, source, UNSEEN)
        + Sql.number(server, target, "SELECT count(*) FROM first WHERE name = 'damaged'");
  }

  private String publication() {
    return Sql.text(server, source, "SELECT pubname FROM pg_publication");
  }

  TableComparison compare(String table) {
    try {
      return TableComparison.of(server, source, target, table, COLUMNS);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot compare table " + table + ": " + e.getMessage(), e);
    }
  }
}

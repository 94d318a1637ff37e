package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.connectors.testkit.DatabaseServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The table {@code bench_item} in the database {@code bench} of a system that is read: ten columns
 * of mixed types, filled from a fixed seed.
 */
interface ItemSource {
  String DATABASE = "bench";

  DatabaseServer server();

  /** The beginning of the names of its files in {@code jobs/}. */
  String files();

  /** Type of the column {@code active} in PostgreSQL. */
  String activeType();

  /** Creates the table with ids from 1 to {@code rows}. */
  void fill(long rows);

  /** Frees what an earlier reader has left. */
  void release();

  /** An id and a text for each row, in the columns {@code id} and {@code t}. */
  String texts();

  /** What the table holds. */
  Fingerprint fingerprint() throws SQLException;

  /**
   * A statement that changes some columns of the ids between its first and second parameter, both
   * included, and sets their age to at least {@code generation * 1000}.
   */
  default String update(int generation) {
    return "UPDATE bench_item SET balance = balance + 1, age = "
        + generation * 1000L
        + " + id % 90, note = concat('changed ', md5(concat(id, ' "
        + generation
        + "'))) WHERE id BETWEEN ? AND ?";
  }

  /** A statement that inserts a row with the id of its parameter. */
  default String insert() {
    return "INSERT INTO bench_item (id, name, balance, age) VALUES (?, 'later', 1, 1)";
  }

  /** Values of the placeholders of its files. */
  default Map<String, String> values(Arena arena) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.putAll(DatabaseValues.of("source", server(), DATABASE, arena));
    values.putAll(DatabaseValues.of("target", arena.servers().target(), DATABASE, arena));
    return values;
  }
}

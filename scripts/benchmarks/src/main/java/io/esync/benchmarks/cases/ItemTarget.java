package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.benchmarks.Verdict;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.drill.Sql;
import io.esync.jobs.drill.TableComparison;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.LongStream;

/** The table that is written to. */
record ItemTarget(PostgresServer server) {
  private static final String DATABASE = ItemSource.DATABASE;
  private static final int MARKERS = 64;

  /** Makes the table anew and empty. */
  void clear(String activeType) {
    server.execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    server.createDatabase(DATABASE);
    PostgresItems.create(server, DATABASE, activeType);
  }

  /** Waits until {@code rows} rows are there. */
  void awaitRows(Arena arena, long rows) {
    await(arena, "rows", rows, "true");
  }

  /** Waits until {@code rows} rows have what {@link ItemSource#update} sets. */
  void awaitUpdates(Arena arena, long rows, int generation) {
    await(arena, "updates", rows, "age >= " + generation * 1000L);
  }

  /** The ids of rows that are inserted last: so many that every parallel instance gets some. */
  static LongStream markers(int generation) {
    return LongStream.rangeClosed(1, MARKERS).map(i -> -generation * 1000L - i);
  }

  /** Waits until the marker rows are there. */
  void awaitMarkers(Arena arena, int generation) {
    String query =
        "SELECT count(*) FROM bench_item WHERE id BETWEEN %d AND %d"
            .formatted(-generation * 1000L - MARKERS, -generation * 1000L - 1);
    arena.await(
        "marker rows", MARKERS, () -> number(query), () -> number(query) == MARKERS, limit(0));
  }

  /** Waits until the row of this id has what {@link ItemSource#update} sets. */
  void awaitUpdate(Arena arena, long id, int generation) {
    String query =
        "SELECT count(*) FROM bench_item WHERE id = %d AND age >= %d"
            .formatted(id, generation * 1000L);
    arena.await("updates", 1, () -> number(query), () -> number(query) == 1, limit(0));
  }

  private void await(Arena arena, String what, long goal, String condition) {
    new Arrival(server, "SELECT count(*) FROM bench_item WHERE " + condition, goal, goal)
        .await(arena, what, limit(goal));
  }

  private static Duration limit(long rows) {
    return Duration.ofMinutes(10).plusSeconds(rows / 1000);
  }

  private long number(String query) {
    return Sql.number(server, DATABASE, query);
  }

  /** Whether it holds what the source holds, and if not, how they differ. */
  Verdict compare(ItemSource source) throws SQLException {
    Fingerprint expected = source.fingerprint();
    if (PostgresItems.fingerprint(server, DATABASE).equals(expected)) {
      return Verdict.EQUAL;
    }
    TableComparison rows =
        TableComparison.of(
            source.server(),
            DATABASE,
            digests(source.texts()),
            server,
            DATABASE,
            digests(PostgresItems.TEXTS));
    return Verdict.of(rows.missing(), rows.extra(), rows.different());
  }

  private static String digests(String texts) {
    return "SELECT id, md5(t) FROM (" + texts + ") AS texts ORDER BY id";
  }
}

package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.benchmarks.Verdict;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.drill.Sql;
import io.esync.jobs.drill.TableComparison;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * The table that is written to. Counting it costs the server time, so until most of it is there the
 * server's own statistics are asked.
 */
record ItemTarget(PostgresServer server) {
  private static final String DATABASE = ItemSource.DATABASE;
  private static final double MOST = 0.9;
  private static final long FEW = 50_000;
  private static final int MARKERS = 64;

  /** Makes the table anew and empty. */
  void clear(String activeType) {
    server.execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    server.createDatabase(DATABASE);
    PostgresItems.create(server, DATABASE, activeType);
  }

  /** Waits until {@code rows} rows are there. */
  void awaitRows(Arena arena, long rows) {
    await(arena, "rows", rows, "n_tup_ins", "SELECT count(*) FROM bench_item");
  }

  /** Waits until {@code rows} rows have what {@link ItemSource#update} sets. */
  void awaitUpdates(Arena arena, long rows, int generation, long updatesBefore) {
    await(
        arena,
        "updates",
        rows,
        "n_tup_upd - " + updatesBefore,
        "SELECT count(*) FROM bench_item WHERE age >= " + generation * 1000L);
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

  /** How many updates the server counts since the table was made. */
  long updates() {
    return statistic("n_tup_upd");
  }

  private void await(Arena arena, String what, long goal, String statistic, String exact) {
    long[] asked = {0};
    arena.await(
        what,
        goal,
        () -> number(exact),
        () -> {
          boolean look = goal <= FEW || statistic(statistic) >= goal * MOST;
          return (look || ++asked[0] % 50 == 0) && number(exact) >= goal;
        },
        limit(goal));
  }

  private static Duration limit(long rows) {
    return Duration.ofMinutes(10).plusSeconds(rows / 1000);
  }

  private long statistic(String expression) {
    return number(
        "SELECT " + expression + " FROM pg_stat_user_tables WHERE relname = 'bench_item'");
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

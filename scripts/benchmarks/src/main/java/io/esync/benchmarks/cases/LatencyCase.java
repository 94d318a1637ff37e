package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.Figure;
import io.esync.benchmarks.Measurement;
import io.esync.benchmarks.Sizes;
import io.esync.benchmarks.measure.Usage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * S7: how long changes that come steadily are on their way, from commit to commit. S9: the same
 * while the TaskManager is killed, and how long it takes until changes are as fast as before.
 */
final class LatencyCase extends ItemCase {
  private static final int WRITERS = 4;
  private static final int ROWS_PER_TRANSACTION = 10;

  /** Changes that take longer are late, as after a kill. */
  private static final double LATE_MILLISECONDS = 2000;

  private final boolean kill;

  private LatencyCase(Sizes sizes, boolean kill) {
    super(sizes);
    this.kill = kill;
  }

  static LatencyCase steady(Sizes sizes) {
    return new LatencyCase(sizes, false);
  }

  static LatencyCase killed(Sizes sizes) {
    return new LatencyCase(sizes, true);
  }

  @Override
  public String id() {
    return kill ? "S9" : "S7";
  }

  @Override
  public String title() {
    return String.format(
        Locale.ROOT,
        "PostgreSQL → PostgreSQL, %,d changes/s for %d s%s",
        sizes.rate(),
        sizes.seconds(),
        kill ? ", the TaskManager killed" : "");
  }

  @Override
  public Figure figure() {
    return new Figure(kill ? "s until caught up" : "p99 ms", false);
  }

  @Override
  public List<Contestant> contestants() {
    List<Contestant> all = super.contestants();
    return List.of(
        all.get(0), all.get(1), Contestant.flinkSql(Contestant.BEST, "postgres-latency.sql"));
  }

  /** Each change is of another row, so that none hides another. */
  @Override
  long rows() {
    return Math.max(sizes.rows(), changes());
  }

  private long changes() {
    return (long) sizes.rate() * sizes.seconds();
  }

  @Override
  public Measurement run(Contestant contestant, Arena arena) throws Exception {
    begin(contestant, arena);
    submit(contestant, arena);
    awaitStreaming(arena);
    arena.awaitCheckpoints(); // the target's rows are in the state by then
    arena.startMeter();
    long killed = Long.MAX_VALUE;
    try (PacedLoad load =
        PacedLoad.start(
            source.server(), ItemSource.DATABASE, WRITERS, sizes.rate(), this::updates)) {
      if (kill) {
        killed = killHalfway(arena, load);
      }
      Duration patience = Duration.ofSeconds(60 + 10L * sizes.seconds());
      arena.await("changes", changes(), load::changes, load::isDone, patience);
      load.stop();
    }
    target.awaitUpdates(arena, changes(), generation());
    Map<String, Usage> usage = arena.usage();
    CommitTimes times =
        CommitTimes.of(arena.servers().source(), arena.servers().target(), generation());
    return new Measurement(figures(times, killed), usage, target.compare(source));
  }

  private Map<String, Double> figures(CommitTimes times, long killed) {
    Map<String, Double> figures = new TreeMap<>();
    if (kill) {
      long caughtUp = Math.max(times.lastLate(LATE_MILLISECONDS), killed);
      figures.put("s until caught up", (caughtUp - killed) / 1e6);
    } else {
      figures.put("p50 ms", times.milliseconds(0.5));
      figures.put("p99 ms", times.milliseconds(0.99));
      figures.put("p99.9 ms", times.milliseconds(0.999));
    }
    return figures;
  }

  private long killHalfway(Arena arena, PacedLoad load) {
    Duration patience = Duration.ofSeconds(60 + 10L * sizes.seconds());
    arena.await(
        "changes before the kill",
        changes() / 2,
        load::changes,
        () -> load.changes() >= changes() / 2,
        patience);
    arena.cluster().killTaskManager();
    Instant now = Instant.now();
    arena.cluster().startTaskManager();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }

  /** Updates every {@value #WRITERS}th block of rows, each once. */
  private PacedLoad.Transaction updates(Connection connection, int writer) throws SQLException {
    PreparedStatement update = connection.prepareStatement(source.update(generation()));
    long[] next = {1L + (long) writer * ROWS_PER_TRANSACTION};
    return () -> {
      long first = next[0];
      if (first > changes()) {
        return 0;
      }
      update.setLong(1, first);
      update.setLong(2, Math.min(changes(), first + ROWS_PER_TRANSACTION - 1));
      next[0] += (long) WRITERS * ROWS_PER_TRANSACTION;
      return update.executeUpdate();
    };
  }
}

package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.Figure;
import io.esync.benchmarks.Measurement;
import io.esync.benchmarks.Sizes;
import io.esync.benchmarks.measure.Meter;
import io.esync.benchmarks.measure.Usage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;

/**
 * S1c: a table is copied while connections change it. They end when nearly all rows have arrived;
 * the clock stops when what was written last has.
 */
final class ChangedSnapshotCase extends ItemCase {
  private static final int WRITERS = 3;
  private static final int CHANGES_PER_SECOND = 2000;
  private static final double NEARLY_ALL = 0.9;

  ChangedSnapshotCase(Sizes sizes) {
    super(sizes);
  }

  @Override
  public String id() {
    return "S1c";
  }

  @Override
  public String title() {
    return "S1 while three connections change 2,000 rows/s";
  }

  @Override
  public Figure figure() {
    return Figure.ROWS_PER_SECOND;
  }

  @Override
  public Measurement run(Contestant contestant, Arena arena) throws Exception {
    fill(); // the run before has changed it
    begin(contestant, arena);
    Meter meter = arena.startMeter();
    long changes;
    try (PacedLoad load =
        PacedLoad.start(
            source.server(),
            ItemSource.DATABASE,
            WRITERS,
            CHANGES_PER_SECOND,
            this::randomChanges)) {
      submit(contestant, arena);
      target.awaitRows(arena, (long) (rows() * NEARLY_ALL));
      load.stop();
      changes = load.changes();
    }
    insertMarkers();
    target.awaitMarkers(arena, generation());
    double seconds = meter.seconds();
    Map<String, Usage> usage = arena.usage();
    arena.awaitCheckpoints();
    return new Measurement(
        Map.of("rows/s", rows() / seconds, "seconds", seconds, "changes", (double) changes),
        usage,
        target.compare(source));
  }

  /** Updates, and now and then a delete or a new row, each a transaction of its own. */
  private PacedLoad.Transaction randomChanges(Connection connection, int writer)
      throws SQLException {
    PreparedStatement update = connection.prepareStatement(source.update(0));
    PreparedStatement delete = connection.prepareStatement("DELETE FROM bench_item WHERE id = ?");
    PreparedStatement insert = connection.prepareStatement(source.insert());
    Random random = new Random(writer);
    long[] newest = {rows() + writer};
    return () -> {
      long id = 1 + (long) (random.nextDouble() * rows());
      int kind = random.nextInt(20);
      PreparedStatement change = kind == 0 ? delete : kind == 1 ? insert : update;
      change.setLong(1, change == insert ? newest[0] += WRITERS : id);
      if (change == update) {
        change.setLong(2, id);
      }
      change.executeUpdate();
      return 1;
    };
  }
}

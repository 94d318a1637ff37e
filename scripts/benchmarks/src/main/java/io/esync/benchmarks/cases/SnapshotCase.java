package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.Figure;
import io.esync.benchmarks.Measurement;
import io.esync.benchmarks.Servers;
import io.esync.benchmarks.Sizes;
import io.esync.benchmarks.measure.Meter;
import io.esync.benchmarks.measure.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * S1, S2: a table is copied. The clock runs from the submission of the job to the last row in the
 * target.
 */
final class SnapshotCase extends ItemCase {
  private final String id;
  private final String title;

  private SnapshotCase(
      String id, String title, Sizes sizes, String files, Function<Servers, ItemSource> system) {
    super(sizes, files, system);
    this.id = id;
    this.title = title;
  }

  static SnapshotCase postgres(Sizes sizes) {
    return new SnapshotCase(
        "S1",
        "PostgreSQL → PostgreSQL, snapshot",
        sizes,
        "postgres",
        servers -> new PostgresItems(servers.source()));
  }

  static SnapshotCase mySqlToPostgres(Sizes sizes) {
    return new SnapshotCase("S2", "MySQL → PostgreSQL, snapshot", sizes, "mysql", mySql());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Figure figure() {
    return Figure.ROWS_PER_SECOND;
  }

  @Override
  public List<Contestant> contestants() {
    List<Contestant> all = new ArrayList<>(super.contestants());
    all.add(
        Contestant.limit(
            id.equals("S1")
                ? "Limit: COPY TO STDOUT into COPY FROM STDIN"
                : "Limit: SELECT into COPY FROM STDIN"));
    return all;
  }

  @Override
  public Measurement run(Contestant contestant, Arena arena) throws Exception {
    begin(contestant, arena);
    Map<String, Double> figures = new TreeMap<>();
    Meter meter = arena.startMeter();
    if (contestant.kind() == Contestant.Kind.LIMIT) {
      CopyPipe.run(source, target.server());
    } else {
      submit(contestant, arena);
      figures.put("s until submitted", meter.seconds());
      target.awaitRows(arena, rows());
    }
    double seconds = meter.seconds();
    Map<String, Usage> usage = arena.usage();
    figures.put("rows/s", rows() / seconds);
    figures.put("seconds", seconds);
    return new Measurement(figures, usage, target.compare(source));
  }
}

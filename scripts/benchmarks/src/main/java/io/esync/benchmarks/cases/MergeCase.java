package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.benchmarks.BenchmarkCase;
import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.Figure;
import io.esync.benchmarks.Measurement;
import io.esync.benchmarks.Servers;
import io.esync.benchmarks.Sizes;
import io.esync.benchmarks.measure.Meter;
import io.esync.benchmarks.measure.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * S5, S8: the rows of two tables are merged field by field. The clock runs from the submission of
 * the job until each row of the target has what both tables give to it.
 */
final class MergeCase implements BenchmarkCase {
  private static final Figure CHANGES = new Figure("changes/s", true);

  private final String id;
  private final String title;
  private final Map<String, Long> keys;
  private MergeTables tables;
  private long filled;

  /**
   * @param keys of each table, by variant
   */
  private MergeCase(String id, String title, Map<String, Long> keys) {
    this.id = id;
    this.title = title;
    this.keys = keys;
  }

  static MergeCase fieldLevel(Sizes sizes) {
    return new MergeCase(
        "S5", "two sources merged field by field, PostgreSQL", Map.of("", sizes.rows()));
  }

  /** S8: the same with as many keys, five and ten times as many. */
  static MergeCase growing(Sizes sizes) {
    Map<String, Long> keys = new LinkedHashMap<>();
    for (long factor : new long[] {1, 5, 10}) {
      keys.put(
          String.format(Locale.ROOT, "%,d keys", factor * sizes.rows()), factor * sizes.rows());
    }
    return new MergeCase("S8", "S5 with a growing number of keys", keys);
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
    return CHANGES;
  }

  @Override
  public List<Contestant> contestants() {
    List<Contestant> all = new ArrayList<>();
    for (String variant : keys.keySet()) {
      boolean least = all.isEmpty();
      all.add(Contestant.esync("merge.yaml").of(variant));
      if (keys.size() == 1) { // with more keys it would take hours
        all.add(Contestant.flinkSql(Contestant.DOCUMENTED, "merge-documented.sql").of(variant));
      }
      if (least) { // with five times as many keys it came to no end within 16 minutes
        all.add(Contestant.flinkSql(Contestant.BEST, "merge-best.sql").of(variant));
      }
    }
    return all;
  }

  @Override
  public void prepare(Servers servers) {
    tables = new MergeTables(servers.source(), servers.target());
    filled = 0;
  }

  @Override
  public Measurement run(Contestant contestant, Arena arena) throws Exception {
    long count = keys.get(contestant.variant());
    if (filled != count) {
      arena.servers().say("  filling two tables with " + count + " rows each");
      tables.fill(count);
      filled = count;
    }
    tables.clearTarget();
    arena.open();
    Map<String, String> values = new LinkedHashMap<>();
    values.putAll(DatabaseValues.of("source", tables.source(), MergeTables.DATABASE, arena));
    values.putAll(DatabaseValues.of("target", tables.target(), MergeTables.DATABASE, arena));
    Meter meter = arena.startMeter();
    arena.submit(contestant, values);
    await(arena, count);
    double seconds = meter.seconds();
    Map<String, Usage> usage = arena.usage();
    double stateBytes = arena.stateBytes();
    return new Measurement(
        Map.of(
            "changes/s",
            2 * count / seconds,
            "seconds",
            seconds,
            "state bytes/key",
            stateBytes / (count + count / 10)),
        usage,
        tables.compare());
  }

  /** A row has a name once the one table's row has arrived, and a plan once the other's has. */
  private void await(Arena arena, long count) {
    new Arrival(
            tables.target(),
            "SELECT least(count(name), count(plan)) FROM customer WHERE true",
            count,
            count + count / 10)
        .await(arena, "rows", Duration.ofMinutes(15).plusSeconds(count / 500));
  }
}

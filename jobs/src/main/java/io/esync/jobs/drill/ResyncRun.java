package io.esync.jobs.drill;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.cluster.Polling;
import io.esync.jobs.control.CommandDesk;
import io.esync.jobs.control.CommandForm;
import io.esync.operators.control.Command.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One run of the resync drill: of three tables that change all the time one is damaged, in the
 * source behind the back of its log and in the target, and read again.
 */
final class ResyncRun {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration MOST_LAG = Duration.ofSeconds(2);
  private static final String FINISHED =
      "SELECT count(*) FROM esync_audit WHERE reason LIKE '%rows were read%'";

  private final DrillSite site;
  private final ResyncOptions options;
  private final String name;
  private final ResyncTables tables;
  private final Consumer<String> progress;

  ResyncRun(DrillSite site, ResyncOptions options, Consumer<String> progress) {
    this.site = site;
    this.options = options;
    this.name = "resync-" + options.seed();
    this.tables = new ResyncTables(site.server(), name, name + "-target");
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param damaged rows of the one table that were made different
   * @param rate changed rows per second that were reached while it was read again
   * @param took from the command until the audit tells the end
   * @param p99 of the lag of the other tables meanwhile
   * @param lag the longest of them
   * @param different by table the rows that are missing, extra or different at the end
   */
  record Result(
      ResyncOptions options,
      long damaged,
      long rate,
      Duration took,
      Duration p99,
      Duration lag,
      Map<String, Long> different) {
    boolean passed() {
      return damaged > 0
          && lag.compareTo(MOST_LAG) < 0
          && different.values().stream().allMatch(rows -> rows == 0);
    }
  }

  Result run() throws InterruptedException, StoreException {
    tables.create(options.rows());
    String job = site.submit(name, pipeline());
    CommandDesk desk = CommandDesk.open(site.folder().resolve(name + ".yaml"), Map.of());
    await("the tables were not copied", tables::areCopied);
    try (TableLoad load =
        TableLoad.start(
            site.server(),
            tables.source(),
            ResyncTables.all(),
            options.rows(),
            options.rate(),
            options.seed())) {
      await("nothing was changed", () -> load.changes() > options.rate());
      site.awaitCheckpoints(job);
      long damaged = tables.damage();
      progress.accept(name + ": " + damaged + " rows are damaged; reads them again");
      return resync(job, desk, load, damaged);
    }
  }

  private Result resync(String job, CommandDesk desk, TableLoad load, long damaged)
      throws InterruptedException, StoreException {
    List<LagProbe> probes =
        ResyncTables.OTHERS.stream().map(table -> LagProbe.start(tables, table)).toList();
    try {
      long changes = load.changes();
      long start = System.nanoTime();
      desk.issue(
          new CommandForm(
              Action.RESYNC, "source", "public.first", null, null, null, "drill", "damaged"));
      await(
          "the table was not read again",
          () -> Sql.number(site.server(), tables.target(), FINISHED) > 0);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      long rate = (load.changes() - changes) * 1_000 / Math.max(1, took.toMillis());
      List<Duration> lags = new ArrayList<>();
      probes.forEach(probe -> lags.addAll(probe.stop()));
      lags.sort(null);
      load.stop();
      Map<String, Long> different = different();
      site.cancel(job);
      Duration p99 = lags.get((int) Math.ceil(lags.size() * 0.99) - 1);
      return new Result(options, damaged, rate, took, p99, lags.get(lags.size() - 1), different);
    } finally {
      probes.forEach(LagProbe::close);
    }
  }

  /** Waits until all is equal, and tells what is not when it does not become so. */
  private Map<String, Long> different() {
    Polling.holds(
        Duration.ofMinutes(1),
        () -> ResyncTables.all().stream().allMatch(table -> tables.compare(table).isEqual()));
    Map<String, Long> different = new TreeMap<>();
    for (String table : ResyncTables.all()) {
      TableComparison rows = tables.compare(table);
      different.put(table, rows.missing() + rows.extra() + rows.different());
    }
    return different;
  }

  private String pipeline() {
    StringBuilder text =
        new StringBuilder(
            """
            pipeline:
              id: %1$s
              parallelism: 2
              data_dir: %2$s
              checkpointing: {interval: 10s}
              sources:
                - id: source
                  type: postgres-cdc
                  config: {host: %3$s, port: %4$d, database: %1$s, username: %5$s, password: "${file:%6$s}", tables: ['public\\..*']}
              targets:
                - id: target
                  type: jdbc
                  config: {url: "%7$s", username: %5$s, password: "${file:%6$s}"}
              control:
                - id: commands
                  takes: commands
                  type: jdbc
                  config: {url: "%7$s", username: %5$s, password: "${file:%6$s}", tables: [esync_command], cursor: issued_at, interval: 200ms}
              audit: {type: jdbc, config: {url: "%7$s", username: %5$s, password: "${file:%6$s}"}}
              entities:
            """
                .formatted(
                    name,
                    site.folder().resolve("data"),
                    site.server().host(),
                    site.server().port(),
                    site.server().user(),
                    site.passwordFile(),
                    site.server().jdbcUrl(tables.target())));
    for (String table : ResyncTables.all()) {
      text.append(
          "    - {name: %1$s, key: [id], from: [{source: source, stream: public.%1$s}], merge: {strategy: last-write-wins}, to: [{target: target}]}\n"
              .formatted(table));
    }
    return text.toString();
  }

  private void await(String tooLate, BooleanSupplier condition) {
    if (!Polling.holds(PATIENCE, condition::getAsBoolean)) {
      throw new IllegalStateException(
          name + ": " + tooLate + " within " + PATIENCE.toMinutes() + " min");
    }
  }
}

package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.cluster.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** PostgreSQL to Parquet on S3: the last change of each key is what the table holds. */
final class ParquetLake implements LakeCase {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public Result run(DrillSite site, LakeOptions options, int number, Consumer<String> progress)
      throws SQLException, InterruptedException {
    return new Run(site, options, "parquet_" + number, progress).run();
  }

  /** One run, with a database for the source and one that the files are loaded into. */
  private static final class Run {
    private final DrillSite site;
    private final LakeOptions options;
    private final String name;
    private final Consumer<String> progress;
    private final Random random;
    private final List<String> kills = new ArrayList<>();

    Run(DrillSite site, LakeOptions options, String name, Consumer<String> progress) {
      this.site = site;
      this.options = options;
      this.name = name;
      this.progress = progress;
      this.random = new Random(options.seed());
    }

    Result run() throws SQLException, InterruptedException {
      PostgresServer server = site.server();
      server.createDatabase(name);
      server.createDatabase(name + "_lake");
      DrillTable.create(server, name, options.rows());
      DrillTable.create(server, name + "_lake", 0);
      site.s3().createBucket(bucket());
      long start = System.nanoTime();
      try (ParquetReader reader = ParquetReader.start(site.s3(), bucket(), name + "/")) {
        long changes;
        String job;
        try (ChangeLoad load =
            ChangeLoad.start(
                new PostgresDrillSource(site),
                name,
                options.rows(),
                4,
                options.rate(),
                options.seed())) {
          job = site.submit(name, pipeline());
          fail(job, reader);
          Thread.sleep(Duration.ofSeconds(options.seconds()).toMillis());
          load.stop();
          changes = load.changes();
        }
        DrillTable.insertMarkers(server, name);
        await("the files did not catch up", () -> reader.markers() == DrillTable.MARKERS);
        site.awaitCheckpoints(job);
        reader.awaitLook();
        long took = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        reader.load(server, name + "_lake");
        TableComparison comparison =
            TableComparison.of(server, name, name + "_lake", DrillTable.SOURCE, DrillTable.COLUMNS);
        long restored = site.flink().checkpoints(job).restored();
        site.cancel(job);
        Result result =
            new Result(
                changes,
                kills,
                restored,
                reader.rejected(),
                reader.looks(),
                reader.files(),
                reader.flaws(),
                comparison,
                took);
        if (result.passed()) {
          site.drop(name);
          server.execute("postgres", "DROP DATABASE \"" + name + "_lake\" WITH (FORCE)");
        }
        return result;
      }
    }

    /** The first kill while the table is copied, others while its changes are followed. */
    private void fail(String job, ParquetReader reader) throws InterruptedException {
      for (int i = 0; i < options.kills(); i++) {
        if (i == 0) {
          long enough = (long) (options.rows() * (0.05 + 0.5 * random.nextDouble()));
          await("nothing is copied", () -> reader.rows() >= enough);
        } else {
          await("the table is not copied", () -> reader.rows() >= options.rows());
          Thread.sleep(Duration.ofSeconds(1 + random.nextInt(3)).toMillis());
        }
        String where = reader.rows() * 100 / options.rows() + "%";
        progress.accept(name + ": kills the TaskManager: " + where);
        kills.add(where);
        site.crashTaskManager();
        site.flink().awaitRunning(job, PATIENCE);
      }
      await("the table is not copied", () -> reader.rows() >= options.rows());
    }

    private String bucket() {
      return name.replace('_', '-');
    }

    private String pipeline() {
      return """
          pipeline:
            id: %s
            parallelism: 2
            data_dir: s3://%s/%s/reports
            checkpointing: {interval: 1s}
            sources:
              - id: source
                type: postgres-cdc
                config:
                  host: %s
                  port: %d
                  database: %s
                  username: %s
                  password: "${file:%s}"
                  tables: [public.drill]
                  split_size: %d
            entities:
              - name: drill
                key: [id]
                from: [{source: source, stream: public.drill}]
                merge: {strategy: replicate}
                to: [{target: lake, partition_by: {bucket: "mod(id, 4)"}}]
            targets:
              - id: lake
                type: filesystem
                config: {path: "s3://%s/%s/data", format: parquet, compression: zstd}
          """
          .formatted(
              name.replace('_', '-'),
              bucket(),
              name,
              site.server().host(),
              site.server().port(),
              name,
              site.server().user(),
              site.passwordFile(),
              Math.max(100, options.rows() / 16),
              bucket(),
              name);
    }

    private void await(String tooLate, BooleanSupplier condition) {
      if (!Polling.holds(PATIENCE, condition::getAsBoolean)) {
        throw new IllegalStateException(
            name + ": " + tooLate + " within " + PATIENCE.toMinutes() + " min");
      }
    }
  }
}

package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.cluster.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.iceberg.catalog.TableIdentifier;

/** Files of JSON lines on S3 to an Iceberg table on S3, whose catalogue is a PostgreSQL. */
final class IcebergLake implements LakeCase {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "iceberg";
  }

  @Override
  public Result run(DrillSite site, LakeOptions options, int number, Consumer<String> progress)
      throws SQLException, InterruptedException {
    try {
      return new Run(site, options, "iceberg_" + number, progress).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One run, with a database for the catalogue, and two to compare in. */
  private static final class Run {
    private final DrillSite site;
    private final LakeOptions options;
    private final String name;
    private final String bucket;
    private final Consumer<String> progress;
    private final Random random;
    private final List<String> kills = new ArrayList<>();

    Run(DrillSite site, LakeOptions options, String name, Consumer<String> progress) {
      this.site = site;
      this.options = options;
      this.name = name;
      this.bucket = name.replace('_', '-');
      this.progress = progress;
      this.random = new Random(options.seed());
    }

    Result run() throws SQLException, InterruptedException, IOException {
      PostgresServer server = site.server();
      server.createDatabase(name + "_catalog");
      site.s3().createBucket(bucket);
      LandedLines lines = new LandedLines(site.s3(), bucket, random);
      long start = System.nanoTime();
      try (IcebergReader reader =
          IcebergReader.start(
              site.s3(), bucket, server, name + "_catalog", TableIdentifier.of("drill", "rows"))) {
        lines.insert(options.rows());
        String job = site.submit(name, pipeline());
        killDuringCopy(job, reader);
        for (int second = 0; second < options.seconds(); second++) {
          lines.change(options.rate(), options.rows() + options.rows() / 10);
          if (kills.size() < options.kills()) {
            kill(job, "change " + lines.changes());
          }
        }
        lines.mark(DrillTable.MARKERS);
        await("the table did not catch up", () -> reader.markers() == DrillTable.MARKERS);
        site.awaitCheckpoints(job);
        reader.awaitLook();
        long took = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        long restored = site.flink().checkpoints(job).restored();
        site.cancel(job);
        return new Result(
            lines.changes(),
            kills,
            restored,
            reader.rejected(),
            reader.looks(),
            reader.files(),
            reader.flaws(),
            comparison(server, lines, reader),
            took);
      }
    }

    private TableComparison comparison(
        PostgresServer server, LandedLines lines, IcebergReader reader) throws SQLException {
      for (String database : List.of(name, name + "_lake")) {
        server.createDatabase(database);
        DrillTable.create(server, database, 0);
      }
      DrillTable.fill(server, name, lines.rows());
      DrillTable.fill(server, name + "_lake", reader.rows());
      return TableComparison.of(
          server, name, name + "_lake", DrillTable.SOURCE, DrillTable.COLUMNS);
    }

    private void killDuringCopy(String job, IcebergReader reader) {
      if (options.kills() > 0) {
        long enough = (long) (options.rows() * (0.05 + 0.5 * random.nextDouble()));
        await("nothing is copied", () -> reader.rows().size() >= enough);
        kill(job, reader.rows().size() * 100 / options.rows() + "%");
      }
      await("the rows are not copied", () -> reader.rows().size() >= options.rows());
    }

    private void kill(String job, String where) {
      progress.accept(name + ": kills the TaskManager: " + where);
      kills.add(where);
      site.crashTaskManager();
      site.flink().awaitRunning(job, PATIENCE);
    }

    private String pipeline() {
      return """
          pipeline:
            id: %s
            parallelism: 2
            data_dir: s3://%s/reports
            checkpointing: {interval: 1s}
            sources:
              - id: landing
                type: filesystem
                config:
                  path: s3://%s/in
                  op_member: _op
                  watch: {interval: 500ms}
                  streams:
                    rows:
                      key: [id]
                      fields: {id: bigint, name: string, amount: "decimal(18,4)", score: double, flag: boolean, tags: array<string>, payload: json, note: string, touched: timestamptz, version: int}
            entities:
              - name: rows
                key: [id]
                from: [{source: landing, stream: rows}]
                merge: {strategy: replicate}
                to: [{target: lake, partition_by: ["bucket(2, id)"]}]
            targets:
              - id: lake
                type: iceberg
                config:
                  catalog: jdbc
                  uri: "%s"
                  username: %s
                  password: "${file:%s}"
                  warehouse: s3://%s/warehouse
                  namespace: drill
          """
          .formatted(
              bucket,
              bucket,
              bucket,
              site.server().jdbcUrl(name + "_catalog"),
              site.server().user(),
              site.passwordFile(),
              bucket);
    }

    private void await(String tooLate, BooleanSupplier condition) {
      if (!Polling.holds(PATIENCE, condition::getAsBoolean)) {
        throw new IllegalStateException(
            name + ": " + tooLate + " within " + PATIENCE.toMinutes() + " min");
      }
    }
  }
}

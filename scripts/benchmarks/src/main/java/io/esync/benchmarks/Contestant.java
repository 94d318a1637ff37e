package io.esync.benchmarks;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.cluster.FlinkCli;
import io.esync.jobs.cluster.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A way to copy the table: submits its job and returns the job's id. */
interface Contestant {
  String name();

  String submit(FlinkCli flink, PostgresServer server, Path directory);

  /** ESync with its defaults and last-write-wins. */
  static Contestant esync(Installation installation) {
    return new Contestant() {
      @Override
      public String name() {
        return "ESync last-write-wins";
      }

      @Override
      public String submit(FlinkCli flink, PostgresServer server, Path directory) {
        Path pipeline = directory.resolve("bench.yaml");
        Path password = directory.resolve("password");
        write(password, server.password());
        write(pipeline, pipeline(server, password, directory));
        return flink.submit(
            List.of(), installation.jobJar(), List.of("--pipeline", pipeline.toString()));
      }
    };
  }

  private static String pipeline(PostgresServer server, Path password, Path directory) {
    return """
        pipeline:
          id: bench
          data_dir: %1$s
          sources:
            - id: source
              type: postgres-cdc
              config:
                {host: %2$s, port: %3$d, database: bench_source, username: %4$s,
                 password: "${file:%5$s}", tables: [public.bench_item]}
          entities:
            - name: bench_item
              key: [id]
              from: [{source: source, stream: public.bench_item}]
              merge: {strategy: last-write-wins}
              to: [{target: target}]
          targets:
            - id: target
              type: jdbc
              config:
                {url: "jdbc:postgresql://%2$s:%3$d/bench_target", username: %4$s,
                 password: "${file:%5$s}"}
        """
        .formatted(directory, server.host(), server.port(), server.user(), password);
  }

  /**
   * Flink SQL, {@code postgres-cdc} into {@code jdbc}.
   *
   * @param best with the settings that measured best; else as its documentation writes it
   */
  static Contestant flinkSql(Installation installation, boolean best) {
    return new Contestant() {
      @Override
      public String name() {
        return best ? "Flink SQL, best settings" : "Flink SQL, as documented";
      }

      @Override
      public String submit(FlinkCli flink, PostgresServer server, Path directory) {
        Path target = installation.home().resolve("scripts/benchmarks/target");
        List<String> options = new ArrayList<>(List.of("-c", FlinkSqlCopy.class.getName()));
        for (Path jar : jars(target.resolve("alternative"))) {
          options.addAll(List.of("-C", jar.toUri().toString()));
        }
        List<String> arguments =
            new ArrayList<>(
                List.of(
                    "--host", server.host(),
                    "--port", String.valueOf(server.port()),
                    "--source", "bench_source",
                    "--target", "bench_target",
                    "--user", server.user(),
                    "--password", server.password(),
                    "--slot", best ? "bench_sql_best" : "bench_sql"));
        if (best) {
          arguments.addAll(
              List.of(
                  "--url-options", "?reWriteBatchedInserts=true",
                  "--source.scan.incremental.snapshot.enabled", "true",
                  "--source.scan.incremental.snapshot.chunk.size", "50000",
                  "--source.debezium.poll.interval.ms", "10",
                  "--sink.buffer-flush.max-rows", "5000",
                  "--sink.buffer-flush.interval", "1s"));
        }
        Path jar =
            jars(target).stream()
                .filter(file -> file.getFileName().toString().startsWith("esync-benchmarks"))
                .findFirst()
                .orElseThrow();
        return flink.submit(options, jar, arguments);
      }
    };
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

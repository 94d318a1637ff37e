package io.esync.benchmarks;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.cluster.ClusterDirectory;
import io.esync.jobs.cluster.ClusterOptions;
import io.esync.jobs.cluster.Installation;
import io.esync.jobs.cluster.LocalFlinkCluster;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/bench}: copies a table from one PostgreSQL database to another, in turn. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Copy a table from one PostgreSQL database to another with ESync and with Flink SQL in turn,"
          + " each in a fresh local Flink cluster, and compare contents afterwards.",
      "Exit code 1 if the contents of a run differ."
    })
public final class SnapshotBenchmark implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description = "Rows of the table (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--rounds",
      defaultValue = "2",
      description = "How often each is run, in turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--port",
      defaultValue = "8481",
      description = "REST port of the Flink clusters (default: ${DEFAULT-VALUE}).")
  private int port;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SnapshotBenchmark()).execute(arguments));
  }

  /** A finished run. */
  private record Run(String name, double seconds, long peakMegabytes, boolean equal) {}

  @Override
  public Integer call() throws Exception {
    Installation installation = Installation.find();
    List<Contestant> contestants =
        List.of(
            Contestant.esync(installation),
            Contestant.flinkSql(installation, false),
            Contestant.flinkSql(installation, true));
    List<Run> runs = new ArrayList<>();
    try (PostgresServer server = PostgresServer.start()) {
      server.createDatabase("bench_source");
      server.createDatabase("bench_target");
      say("filling " + rows + " rows");
      BenchmarkTable.createFilled(server, "bench_source", rows);
      BigDecimal expected = BenchmarkTable.fingerprint(server, "bench_source");
      for (int round = 0; round < rounds; round++) {
        for (Contestant contestant : contestants) {
          runs.add(run(contestant, installation, server, expected));
        }
      }
    }
    print(runs);
    return runs.stream().allMatch(Run::equal) ? 0 : 1;
  }

  private Run run(
      Contestant contestant, Installation installation, PostgresServer server, BigDecimal expected)
      throws Exception {
    say(contestant.name());
    BenchmarkTable.createEmpty(server, "bench_target");
    dropSlots(server);
    Path directory = Files.createTempDirectory("esync-bench");
    LocalFlinkCluster cluster =
        new LocalFlinkCluster(
            installation.flink(System.getenv()), new ClusterDirectory(directory), step -> {});
    try {
      cluster.start(ClusterOptions.standard().onPort(port));
      long start = System.nanoTime();
      String job = contestant.submit(cluster.cli(), server, directory);
      awaitRows(server, start);
      double seconds = (System.nanoTime() - start) / 1e9;
      long peak = peakMegabytes(cluster.status().taskManagerPids().get(0));
      boolean equal = BenchmarkTable.fingerprint(server, "bench_target").compareTo(expected) == 0;
      cluster.rest().cancel(job, Duration.ofMinutes(1));
      Run run = new Run(contestant.name(), seconds, peak, equal);
      say(describe(run));
      return run;
    } finally {
      cluster.stop();
    }
  }

  private void awaitRows(PostgresServer server, long start) throws Exception {
    while (BenchmarkTable.count(server, "bench_target") < rows) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new TimeoutException("the copy took longer than " + LIMIT);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static void dropSlots(PostgresServer server) {
    server.execute(
        "bench_source",
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active");
  }

  /** The most memory that the TaskManager ever had, in MB: VmHWM of the kernel. */
  private static long peakMegabytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("no VmHWM for process " + pid);
  }

  private void print(List<Run> runs) {
    say("");
    say(
        String.format(
            Locale.ROOT, "%-28s %9s %10s %8s  %s", "", "seconds", "rows/s", "peak MB", ""));
    runs.forEach(run -> say(describe(run)));
  }

  private String describe(Run run) {
    return String.format(
        Locale.ROOT,
        "%-28s %9.1f %10.0f %8d  %s",
        run.name(),
        run.seconds(),
        rows / run.seconds(),
        run.peakMegabytes(),
        run.equal() ? "equal" : "DIFFERENT");
  }

  private static void say(String line) {
    System.out.println(line);
  }
}

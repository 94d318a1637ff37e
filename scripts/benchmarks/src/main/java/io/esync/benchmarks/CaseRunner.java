package io.esync.benchmarks;

import io.esync.benchmarks.measure.Machine;
import io.esync.benchmarks.report.CaseResult;
import io.esync.benchmarks.report.ResultFiles;
import io.esync.benchmarks.report.Round;
import io.esync.jobs.cluster.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs cases: the contestants in turn, round by round, and keeps what came of it after each round.
 */
final class CaseRunner {
  private final Installation installation;
  private final Servers servers;
  private final ResultFiles results;
  private final Machine machine;

  CaseRunner(Installation installation, Servers servers, ResultFiles results, Machine machine) {
    this.installation = installation;
    this.servers = servers;
    this.results = results;
    this.machine = machine;
  }

  /**
   * @param rounds of each contestant
   * @param only contestants whose name contains it
   * @param flinkConfiguration for the clusters, beside flink-conf/config.yaml
   */
  CaseResult run(
      BenchmarkCase benchmark,
      Sizes sizes,
      int rounds,
      String only,
      Map<String, String> flinkConfiguration)
      throws Exception {
    List<Contestant> contestants =
        benchmark.contestants().stream()
            .filter(contestant -> contestant.name().contains(only))
            .toList();
    CaseResult result =
        new CaseResult(
            benchmark.id(),
            benchmark.title(),
            benchmark.figure(),
            sizes,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            machine,
            Versions.all(),
            contestants,
            new ArrayList<>());
    servers.say(benchmark.id() + ": " + benchmark.title());
    benchmark.prepare(servers);
    for (String variant : variants(contestants)) {
      for (int number = 1; number <= rounds; number++) {
        for (Contestant contestant : inTurn(contestants, variant, number)) {
          Measurement measured = measure(benchmark, contestant, flinkConfiguration);
          result.rounds().add(new Round(contestant.name(), variant, number, measured));
          tell(benchmark, contestant, number + " of " + rounds, measured);
          results.write(result);
        }
      }
    }
    return result;
  }

  private static Set<String> variants(List<Contestant> contestants) {
    return contestants.stream()
        .map(Contestant::variant)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Each round starts with another: what is still warm or busy of the fill meets each of them. */
  private static List<Contestant> inTurn(List<Contestant> contestants, String variant, int round) {
    List<Contestant> turn =
        new ArrayList<>(
            contestants.stream()
                .filter(contestant -> contestant.variant().equals(variant))
                .toList());
    Collections.rotate(turn, 1 - round);
    return turn;
  }

  private Measurement measure(
      BenchmarkCase benchmark, Contestant contestant, Map<String, String> flinkConfiguration)
      throws IOException {
    Path folder = Files.createTempDirectory("esync-bench");
    try (Arena arena = new Arena(installation, servers, folder, flinkConfiguration)) {
      return benchmark.run(contestant, arena);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (Exception e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      return new Measurement(Map.of(), Map.of(), Verdict.failed(why));
    } finally {
      delete(folder);
    }
  }

  private void tell(
      BenchmarkCase benchmark, Contestant contestant, String round, Measurement measured) {
    String figures =
        measured.figures().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                figure ->
                    String.format(Locale.ROOT, "%,.1f %s", figure.getValue(), figure.getKey()))
            .collect(Collectors.joining(", "));
    servers.say(
        "  %s %s%s, round %s: %s %s"
            .formatted(
                benchmark.id(),
                contestant.name(),
                contestant.variant().isEmpty() ? "" : ", " + contestant.variant(),
                round,
                figures,
                measured.verdict().text()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}

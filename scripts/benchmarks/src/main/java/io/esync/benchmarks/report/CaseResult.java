package io.esync.benchmarks.report;

import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.Figure;
import io.esync.benchmarks.Sizes;
import io.esync.benchmarks.measure.Machine;
import io.esync.benchmarks.measure.Statistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All rounds of a case.
 *
 * @param started in ISO 8601
 * @param versions of what took part
 * @param contestants each with its whole configuration; the first is what the others are compared
 *     with
 */
public record CaseResult(
    String id,
    String title,
    Figure figure,
    Sizes sizes,
    String started,
    Machine machine,
    Map<String, String> versions,
    List<Contestant> contestants,
    List<Round> rounds) {

  /** The rounds of a contestant that have this figure, passed or not. */
  List<Round> rounds(Contestant contestant, String name) {
    return rounds.stream()
        .filter(round -> round.contestant().equals(contestant.name()))
        .filter(round -> round.variant().equals(contestant.variant()))
        .filter(round -> round.measurement().figures().containsKey(name))
        .toList();
  }

  /** A figure's statistics; empty where no round of the contestant has it. */
  public Optional<Statistics> statistics(Contestant contestant, String name) {
    List<Double> values =
        rounds(contestant, name).stream()
            .map(round -> round.measurement().figures().get(name))
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Statistics.of(values));
  }

  /**
   * How many times better ESync is than this one: the median over the rounds that both have ended;
   * empty where there are none.
   */
  public Optional<Double> advantage(Contestant over) {
    Map<Integer, Double> own =
        contestants.stream()
            .filter(contestant -> contestant.kind() == Contestant.Kind.ESYNC)
            .filter(contestant -> contestant.variant().equals(over.variant()))
            .findFirst()
            .map(this::values)
            .orElse(Map.of());
    Map<Integer, Double> other = values(over);
    List<Integer> both = own.keySet().stream().filter(other::containsKey).toList();
    if (both.isEmpty()) {
      return Optional.empty();
    }
    List<Double> owns = both.stream().map(own::get).toList();
    List<Double> others = both.stream().map(other::get).toList();
    return Optional.of(
        figure.higherIsBetter()
            ? Statistics.medianRatio(owns, others)
            : Statistics.medianRatio(others, owns));
  }

  private Map<Integer, Double> values(Contestant contestant) {
    Map<Integer, Double> values = new TreeMap<>();
    rounds(contestant, figure.name())
        .forEach(
            round -> values.put(round.number(), round.measurement().figures().get(figure.name())));
    return values;
  }

  /** Whether no round of ESync failed, in whatever variant; those of others may have. */
  public boolean passed() {
    return contestants.stream()
        .filter(contestant -> contestant.kind() == Contestant.Kind.ESYNC)
        .allMatch(contestant -> failures(contestant).isEmpty());
  }

  /** Those of a contestant that failed. */
  public List<Round> failures(Contestant contestant) {
    return rounds.stream()
        .filter(round -> round.contestant().equals(contestant.name()))
        .filter(round -> round.variant().equals(contestant.variant()))
        .filter(round -> !round.measurement().verdict().passed())
        .toList();
  }
}

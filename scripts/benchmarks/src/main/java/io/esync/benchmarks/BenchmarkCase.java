package io.esync.benchmarks;

import java.util.List;

/** One question that contestants are measured by. */
public interface BenchmarkCase {
  /** As in {@code --case}. */
  String id();

  /** One line. */
  String title();

  /** The figure that contestants are compared by; one of those of each run. */
  Figure figure();

  /** All that compete; the first is the one that the others are compared with. */
  List<Contestant> contestants();

  /** Starts servers and loads data, once before all rounds. */
  void prepare(Servers servers) throws Exception;

  /**
   * One round of one contestant. What it starts in the arena ends with the arena.
   *
   * @throws Exception if it does not come to its end; the round counts as failed then
   */
  Measurement run(Contestant contestant, Arena arena) throws Exception;
}

package io.esync.jobs.drill;

/**
 * What a run of the lake drill shall be like.
 *
 * @param rows of the source at the start
 * @param rate rows changed per second
 * @param seconds for which changes go on after the copy
 * @param kills of the TaskManager: the first during the copy, the others while changes are followed
 */
record LakeOptions(int rows, int rate, int seconds, int kills, long seed) {
  LakeOptions {
    if (rows < 1 || rate < 1 || seconds < 0 || kills < 0) {
      throw new IllegalArgumentException(
          "rows and rate must be at least 1; seconds and kills must not be negative");
    }
  }
}

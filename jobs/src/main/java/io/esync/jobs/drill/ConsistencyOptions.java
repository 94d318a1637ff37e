package io.esync.jobs.drill;

/**
 * What a run of the consistency drill shall be like.
 *
 * @param source the system that the table is read from
 * @param rows of the table at the start
 * @param writers connections that change it
 * @param rate rows they change per second, all together
 * @param seconds for which they go on after the copy
 * @param kills of the TaskManager: the first during the copy, the others while the log is followed
 */
record ConsistencyOptions(
    SourceKind source,
    Strategy strategy,
    int rows,
    int writers,
    int rate,
    int seconds,
    int kills,
    long seed) {
  ConsistencyOptions {
    if (rows < 1 || writers < 1 || rate < 1 || seconds < 0 || kills < 0) {
      throw new IllegalArgumentException(
          "rows, writers and rate must be at least 1; seconds and kills must not be negative");
    }
  }
}

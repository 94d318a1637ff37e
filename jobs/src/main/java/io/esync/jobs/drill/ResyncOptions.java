package io.esync.jobs.drill;

/**
 * What a run of the resync drill does.
 *
 * @param rows of each of the three tables
 * @param rate changed rows per second, of all tables together
 * @param seed of all that is random
 */
record ResyncOptions(int rows, int rate, long seed) {}

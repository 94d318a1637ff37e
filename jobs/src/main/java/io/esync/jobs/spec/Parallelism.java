package io.esync.jobs.spec;

/** The rule for all keys {@code parallelism}. */
final class Parallelism {
  private Parallelism() {}

  static void check(Integer parallelism, int most) {
    if (parallelism != null && (parallelism < 1 || parallelism > most)) {
      throw new IllegalArgumentException(
          "parallelism must be from 1 to "
              + (most == Integer.MAX_VALUE ? "max_parallelism" : most)
              + ", not "
              + parallelism);
    }
  }
}

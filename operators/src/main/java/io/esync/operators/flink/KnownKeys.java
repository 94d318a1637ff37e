package io.esync.operators.flink;

import io.esync.operators.merge.Fnv;
import io.esync.operators.model.EntityKey;

/**
 * The keys that may have state. While tables are copied most keys are new, and asking the state
 * backend for what it does not have is what costs it most; so new keys are told apart here.
 *
 * <p>A Bloom filter whose bits for one key lie in one word, of 4 MiB: of three million keys two in
 * a hundred new ones are mistaken for known, of ever more it lets ever more pass. It is not stored:
 * after a restore every key may have state.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-72845-0_9">Putze, Sanders, Singler: Cache-, Hash-
 *     and Space-Efficient Bloom Filters</a>
 */
final class KnownKeys {
  private static final int WORDS_LOG = 19;
  private static final int BITS = 4;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Null where any key may have state. */
  private final long[] words;

  private KnownKeys(long[] words) {
    this.words = words;
  }

  /** No key has state so far. */
  static KnownKeys none() {
    return new KnownKeys(new long[1 << WORDS_LOG]);
  }

  /** Any key may have state. */
  static KnownKeys any() {
    return new KnownKeys(null);
  }

  /** False only where {@code key} was never added. */
  boolean mayHave(EntityKey key) {
    if (words == null) {
      return true;
    }
    long hash = hash(key);
    long bits = bits(hash);
    return (words[word(hash)] & bits) == bits;
  }

  void add(EntityKey key) {
    if (words != null) {
      long hash = hash(key);
      words[word(hash)] |= bits(hash);
    }
  }

  /** Not that of the key itself, which repeats too often among numbers in a row. */
  private static long hash(EntityKey key) {
    long hash = (Fnv.of(key.encoded()) ^ key.entity().hashCode()) * MIX;
    return hash ^ (hash >>> 32);
  }

  private static int word(long hash) {
    return (int) (hash >>> (Long.SIZE - WORDS_LOG));
  }

  private static long bits(long hash) {
    long bits = 0;
    for (int i = 0; i < BITS; i++) {
      bits |= 1L << (hash >>> (6 * i)); // the lowest six bits count
    }
    return bits;
  }
}

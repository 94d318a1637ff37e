package io.esync.connectors.spi.rows;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Finds the number of a key, and in which scan the key was last seen. Holds digests of 128 bits
 * instead of the keys: 28 bytes a place, at most three quarters of the places taken.
 */
final class KeyTable {
  private static final int FIRST_PLACES = 1024;

  private final MessageDigest sha;
  private long[] high = new long[FIRST_PLACES];
  private long[] low = new long[FIRST_PLACES];
  private long[] numbers = new long[FIRST_PLACES];

  /** 0 for a free place. */
  private int[] scans = new int[FIRST_PLACES];

  private int size;

  KeyTable() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  int size() {
    return size;
  }

  /** The key's place, negative (its complement) where a free one waits for it. */
  private int place(long h, long l) {
    int mask = high.length - 1;
    int at = (int) h & mask;
    while (scans[at] != 0) {
      if (high[at] == h && low[at] == l) {
        return at;
      }
      at = (at + 1) & mask;
    }
    return ~at;
  }

  /** Where the key is, for the methods that take a place; negative where it is not known. */
  int find(byte[] key) {
    ByteBuffer digest = ByteBuffer.wrap(sha.digest(key));
    return place(digest.getLong(), digest.getLong());
  }

  long number(int place) {
    return numbers[place];
  }

  /** The scan that saw the key last. */
  int scan(int place) {
    return scans[place];
  }

  /** The key was seen in this scan, a number above 0. */
  void see(int place, int scan) {
    scans[place] = scan;
  }

  /** Puts a key in, or gives it another number. */
  void put(byte[] key, long number, int scan) {
    ByteBuffer digest = ByteBuffer.wrap(sha.digest(key));
    long h = digest.getLong();
    long l = digest.getLong();
    int place = place(h, l);
    if (place < 0) {
      place = ~place;
      size++;
    }
    set(place, h, l, number, scan);
    if (size > high.length / 4 * 3) {
      grow();
    }
  }

  private void set(int place, long h, long l, long number, int scan) {
    high[place] = h;
    low[place] = l;
    numbers[place] = number;
    scans[place] = scan;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    long[] oldNumbers = numbers;
    int[] oldScans = scans;
    high = new long[oldHigh.length * 2];
    low = new long[high.length];
    numbers = new long[high.length];
    scans = new int[high.length];
    for (int i = 0; i < oldScans.length; i++) {
      if (oldScans[i] != 0) {
        set(~place(oldHigh[i], oldLow[i]), oldHigh[i], oldLow[i], oldNumbers[i], oldScans[i]);
      }
    }
  }
}

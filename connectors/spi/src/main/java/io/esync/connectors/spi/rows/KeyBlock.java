package io.esync.connectors.spi.rows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some keys of a table, each with a number, packed: of a key only what differs from the one before
 * it is written. A key of the table's order costs about 12 bytes where keys rise by one, 25 where
 * they are random UUIDs. Immutable.
 */
public final class KeyBlock {
  /** What a block holds at most. */
  static final int MOST = 1000;

  private static final int LONGEST_SHARED = 255;

  private final int size;
  private final byte[] packed;

  /**
   * @param packed as {@link #packed} gives it
   */
  KeyBlock(int size, byte[] packed) {
    this.size = size;
    this.packed = packed;
  }

  /** A key in its binary form, and its number. */
  static final class Entry {
    private final byte[] key;
    private final long number;

    Entry(byte[] key, long number) {
      this.key = key;
      this.number = number;
    }

    byte[] key() {
      return key;
    }

    long number() {
      return number;
    }
  }

  int size() {
    return size;
  }

  /** What to save. */
  byte[] packed() {
    return packed;
  }

  /** Packs entries in their order. */
  static KeyBlock of(List<Entry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      byte[] before = new byte[0];
      for (Entry entry : entries) {
        byte[] key = entry.key();
        int mismatch = Arrays.mismatch(before, key);
        int shared = Math.min(mismatch < 0 ? key.length : mismatch, LONGEST_SHARED);
        out.writeByte(shared);
        writeLength(key.length - shared, out);
        out.write(key, shared, key.length - shared);
        out.writeLong(entry.number());
        before = key;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes all bytes", e);
    }
    return new KeyBlock(entries.size(), bytes.toByteArray());
  }

  /** One byte for nearly every key. */
  private static void writeLength(int length, DataOutputStream out) throws IOException {
    if (length < LONGEST_SHARED) {
      out.writeByte(length);
    } else {
      out.writeByte(LONGEST_SHARED);
      out.writeInt(length);
    }
  }

  List<Entry> entries() {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed));
    List<Entry> entries = new ArrayList<>(size);
    try {
      byte[] before = new byte[0];
      for (int i = 0; i < size; i++) {
        int shared = in.readUnsignedByte();
        int rest = in.readUnsignedByte();
        byte[] key = Arrays.copyOf(before, shared + (rest < LONGEST_SHARED ? rest : in.readInt()));
        in.readFully(key, shared, key.length - shared);
        entries.add(new Entry(key, in.readLong()));
        before = key;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a block of keys is cut off", e);
    }
    return entries;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyBlock block
        && size == block.size
        && Arrays.equals(packed, block.packed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(packed);
  }
}

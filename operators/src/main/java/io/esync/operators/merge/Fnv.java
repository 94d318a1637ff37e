package io.esync.operators.merge;

import java.io.DataOutput;

/**
 * FNV-1a in 64 bits of the bytes that are written to it: the digest of a value without an array of
 * its bytes. Takes what {@link io.esync.operators.model.ValueCodec} writes; text has to come as
 * bytes.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-eastlake-fnv">FNV</a>
 */
public final class Fnv implements DataOutput {
  static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long hash;

  /** Goes on from {@code hash}, a value of this hash. */
  Fnv(long hash) {
    this.hash = hash;
  }

  /** Of {@code bytes}. */
  public static long of(byte[] bytes) {
    Fnv fnv = new Fnv(OFFSET);
    fnv.write(bytes);
    return fnv.hash;
  }

  long hash() {
    return hash;
  }

  @Override
  public void write(int b) {
    hash = (hash ^ (b & 0xff)) * PRIME;
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    long result = hash;
    for (int i = offset; i < offset + length; i++) {
      result = (result ^ (bytes[i] & 0xff)) * PRIME;
    }
    hash = result;
  }

  @Override
  public void writeBoolean(boolean value) {
    write(value ? 1 : 0);
  }

  @Override
  public void writeByte(int value) {
    write(value);
  }

  @Override
  public void writeShort(int value) {
    write(value >>> Byte.SIZE);
    write(value);
  }

  @Override
  public void writeChar(int value) {
    writeShort(value);
  }

  @Override
  public void writeInt(int value) {
    writeShort(value >>> Short.SIZE);
    writeShort(value);
  }

  @Override
  public void writeLong(long value) {
    writeInt((int) (value >>> Integer.SIZE));
    writeInt((int) value);
  }

  @Override
  public void writeFloat(float value) {
    writeInt(Float.floatToIntBits(value));
  }

  @Override
  public void writeDouble(double value) {
    writeLong(Double.doubleToLongBits(value));
  }

  @Override
  public void writeBytes(String text) {
    throw new UnsupportedOperationException("text comes as bytes");
  }

  @Override
  public void writeChars(String text) {
    throw new UnsupportedOperationException("text comes as bytes");
  }

  @Override
  public void writeUTF(String text) {
    throw new UnsupportedOperationException("text comes as bytes");
  }
}

package io.esync.connectors.cdc.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the parts of an event; numbers have their lowest byte first unless it says otherwise. */
final class LogBuffer {
  private static final int BYTE = 0xFF;
  private static final int LENGTH_2 = 252;
  private static final int LENGTH_3 = 253;
  private static final int LENGTH_8 = 254;

  private final byte[] bytes;
  private int at;

  LogBuffer(byte[] bytes) {
    this.bytes = bytes;
  }

  int remaining() {
    return bytes.length - at;
  }

  void skip(int count) {
    at += count;
  }

  int u8() {
    return bytes[at++] & BYTE;
  }

  /** An unsigned number of {@code size} bytes, 8 at most. */
  long number(int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) (bytes[at + i] & BYTE) << (Byte.SIZE * i);
    }
    at += size;
    return value;
  }

  /** A signed number of {@code size} bytes, 8 at most. */
  long signed(int size) {
    int unused = Long.SIZE - Byte.SIZE * size;
    return number(size) << unused >> unused;
  }

  /** An unsigned number of {@code size} bytes with its highest byte first. */
  long bigEndian(int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = (value << Byte.SIZE) | (bytes[at++] & BYTE);
    }
    return value;
  }

  /** A number in the protocol's packed form. */
  long packed() {
    int first = u8();
    return switch (first) {
      case LENGTH_2 -> number(2);
      case LENGTH_3 -> number(3);
      case LENGTH_8 -> number(8);
      default -> first;
    };
  }

  byte[] bytes(int count) {
    byte[] part = Arrays.copyOfRange(bytes, at, at + count);
    at += count;
    return part;
  }

  byte[] rest() {
    return bytes(remaining());
  }

  /** Bytes behind their packed length. */
  byte[] packedBytes() {
    return bytes((int) packed());
  }

  String text(int count) {
    return new String(bytes(count), StandardCharsets.UTF_8);
  }

  /** Bits with the first in the highest bit, as sets of columns in metadata are written. */
  static boolean highFirst(byte[] bits, int index) {
    int octet = index / Byte.SIZE;
    return octet < bits.length && (bits[octet] & (0x80 >> (index % Byte.SIZE))) != 0;
  }

  /** Bits with the first in the lowest bit, as sets of columns in rows are written. */
  static boolean lowFirst(byte[] bits, int index) {
    return (bits[index / Byte.SIZE] & (1 << (index % Byte.SIZE))) != 0;
  }
}

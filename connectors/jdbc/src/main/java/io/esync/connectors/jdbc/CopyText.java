package io.esync.connectors.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Rows in the text format of PostgreSQL's COPY.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, Text Format</a>
 */
final class CopyText {
  private static final byte[] NULL = {'\\', 'N'};

  private byte[] bytes;
  private int size;
  private boolean inRow;

  /**
   * @param expected bytes
   */
  CopyText(int expected) {
    bytes = new byte[expected];
  }

  /** Adds a value; null stands for NULL. */
  void add(String text) {
    byte[] value = text == null ? NULL : text.getBytes(UTF_8);
    reserve(2 * value.length + 2);
    if (inRow) {
      bytes[size++] = '\t';
    }
    inRow = true;
    if (text == null) {
      append(value);
    } else {
      appendEscaped(value);
    }
  }

  /** Ends a row. */
  void endRow() {
    reserve(1);
    bytes[size++] = '\n';
    inRow = false;
  }

  private void append(byte[] value) {
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  private void appendEscaped(byte[] value) {
    for (byte b : value) {
      switch (b) {
        case '\\', '\t', '\n', '\r' -> {
          bytes[size++] = '\\';
          bytes[size++] = letter(b);
        }
        default -> bytes[size++] = b;
      }
    }
  }

  private static byte letter(byte special) {
    return switch (special) {
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\r' -> 'r';
      default -> special;
    };
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  /** The array that holds the rows, in its first {@link #size()} bytes. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }
}

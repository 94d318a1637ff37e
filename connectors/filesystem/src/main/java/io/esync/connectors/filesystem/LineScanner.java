package io.esync.connectors.filesystem;

import java.io.Closeable;
import java.io.IOException;

/** Takes a stream of bytes apart into lines. Holds at most one line, of limited length. */
interface LineScanner extends Closeable {
  /** The next line; null where no byte is left. */
  Line next() throws IOException;

  /**
   * A line.
   *
   * @param bytes without the line feed, and not more than the most allowed
   * @param end the offset after its line feed
   * @param whole whether the line feed was there
   * @param length in bytes, without the line feed
   * @param lines that it takes: more than one where a line feed stands in quotes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Line(byte[] bytes, long end, boolean whole, long length, long lines) {
    boolean cut() {
      return length > bytes.length;
    }
  }
}

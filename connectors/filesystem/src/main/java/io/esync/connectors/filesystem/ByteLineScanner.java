package io.esync.connectors.filesystem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Takes a stream of bytes apart into lines. Holds at most one line, of limited length. */
final class ByteLineScanner implements LineScanner {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final long end;
  private final int maxBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int filled;
  private long offset;

  /**
   * @param in what stands at {@code offset} and after it
   * @param end the offset at which reading stops
   * @param maxBytes most bytes that are kept of a line
   */
  ByteLineScanner(InputStream in, long offset, long end, int maxBytes) {
    this.in = in;
    this.offset = offset;
    this.end = end;
    this.maxBytes = maxBytes;
  }

  @Override
  public Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    while (fill()) {
      int feed = at;
      while (feed < filled && buffer[feed] != '\n') {
        feed++;
      }
      int found = feed - at;
      line.write(buffer, at, (int) Math.min(found, Math.max(0, maxBytes - length)));
      length += found;
      boolean whole = feed < filled;
      at = whole ? feed + 1 : feed;
      offset += found + (whole ? 1 : 0);
      if (whole) {
        return new Line(line.toByteArray(), offset, true, length, 1);
      }
    }
    return length == 0 ? null : new Line(line.toByteArray(), offset, false, length, 1);
  }

  /** Whether there is a byte in the buffer, after reading some where there was none. */
  private boolean fill() throws IOException {
    if (at == filled) {
      at = 0;
      int wanted = (int) Math.min(buffer.length, end - offset);
      filled = wanted == 0 ? 0 : Math.max(0, in.read(buffer, 0, wanted));
    }
    return at < filled;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

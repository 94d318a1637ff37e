package io.esync.connectors.filesystem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Takes a stream of bytes apart into lines of CSV. A line feed within a value that begins and ends
 * with quotes does not end the line; a quote within a value that does not begin with one is itself.
 */
final class CsvScanner implements LineScanner {
  private final ByteLineScanner lines;
  private final int maxBytes;
  private final byte delimiter;
  private final byte quote;

  CsvScanner(ByteLineScanner lines, int maxBytes, char delimiter, char quote) {
    this.lines = lines;
    this.maxBytes = maxBytes;
    this.delimiter = (byte) delimiter;
    this.quote = (byte) quote;
  }

  @Override
  public Line next() throws IOException {
    Line first = lines.next();
    if (first == null || first.cut() || !isOpen(first.bytes(), false)) {
      return first;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(first.bytes());
    boolean open = true;
    long length = first.length();
    long count = 1;
    Line last = first;
    while (open && last.whole() && length <= maxBytes) {
      Line more = lines.next();
      if (more == null) {
        break;
      }
      bytes.write('\n');
      bytes.write(more.bytes());
      length += 1 + more.length();
      count++;
      open = isOpen(more.bytes(), true);
      last = more;
    }
    byte[] all = bytes.toByteArray();
    byte[] kept = length <= maxBytes ? all : Arrays.copyOf(all, Math.min(all.length, maxBytes));
    return new Line(kept, last.end(), last.whole(), length, count);
  }

  /** Whether a value in quotes goes on after {@code line}. */
  private boolean isOpen(byte[] line, boolean before) {
    boolean quoted = before;
    boolean starts = !before;
    for (int i = 0; i < line.length; i++) {
      byte c = line[i];
      if (quoted) {
        if (c == quote && i + 1 < line.length && line[i + 1] == quote) {
          i++;
        } else if (c == quote) {
          quoted = false;
        }
      } else {
        quoted = starts && c == quote;
        starts = c == delimiter;
      }
    }
    return quoted;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

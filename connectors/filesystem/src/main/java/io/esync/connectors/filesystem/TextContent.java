package io.esync.connectors.filesystem;

import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.InstantSource;

/** Lines of text. A line that is still being written counts once its line feed is there. */
final class TextContent implements FileContent {
  private final String name;
  private final FileLines lines;
  private final LineScanner scanner;
  private final boolean wholeLines;
  private final InstantSource clock;
  private FileMark mark;

  /**
   * @param scanner that stands at the mark
   * @param wholeLines whether a last line without a line feed waits for it
   */
  TextContent(
      String name,
      FileMark mark,
      FileLines lines,
      LineScanner scanner,
      boolean wholeLines,
      InstantSource clock) {
    this.name = name;
    this.mark = mark;
    this.lines = lines;
    this.scanner = scanner;
    this.wholeLines = wholeLines;
    this.clock = clock;
  }

  @Override
  public Found next() throws IOException {
    LineScanner.Line line = scanner.next();
    if (line == null || (wholeLines && !line.whole())) {
      return null;
    }
    SourceRecord record = lines.record(name, mark, line, clock.millis()).orElse(null);
    mark = mark.advanced(line.end(), line.lines());
    return new Found(record, line.end(), line.lines(), line.length());
  }

  @Override
  public void close() throws IOException {
    scanner.close();
  }
}

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.poll.Beginning;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a table into parts for its first reading. First it notes the row with the highest cursor,
 * behind which polls are to begin; then it waits for the lag, after which all that lies before that
 * row has been committed. So each row is read: in its part, or by a poll if it changed since.
 */
final class TableParts {
  private TableParts() {}

  /** The parts; none for a table that has fewer rows than one. */
  static Beginning<TablePosition> of(LiveTable live, int rows, Duration lag)
      throws SourceUnavailableException, IOException {
    List<Mark> ends = ends(live, rows, null);
    if (ends.isEmpty()) {
      return new Beginning<>(TablePosition.START, List.of());
    }
    List<TableRow> last = live.page((reader, connection) -> reader.last(connection));
    if (last.isEmpty()) { // no row has a cursor
      return new Beginning<>(TablePosition.START, List.of());
    }
    Mark highest = last.get(0).mark();
    pause(lag);
    List<TablePosition> parts = new ArrayList<>();
    Mark after = null;
    for (Mark end : ends) {
      parts.add(TablePosition.START.in(part(after, end, highest), null));
      after = end;
    }
    parts.add(TablePosition.START.in(part(after, null, highest), null));
    return new Beginning<>(new TablePosition(highest, highest, 0, null, null), parts);
  }

  private static Part part(Mark after, Mark upTo, Mark highest) {
    return new Part(after, upTo, highest.values().get(0));
  }

  /** The last rows of all parts but the last one. */
  private static List<Mark> ends(LiveTable live, int rows, Mark from)
      throws SourceUnavailableException, IOException {
    List<Mark> ends = new ArrayList<>();
    Mark after = from;
    while (true) {
      Mark here = after;
      Mark end = live.ask((reader, connection) -> reader.endOfPart(connection, here, rows));
      if (end == null) {
        return ends;
      }
      if (end.equals(after)) {
        throw new IOException(
            "the key " + end.values() + " comes after itself; name another 'key'");
      }
      ends.add(end);
      after = end;
    }
  }

  private static void pause(Duration lag) throws InterruptedIOException {
    try {
      Thread.sleep(lag.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the source ends");
    }
  }
}

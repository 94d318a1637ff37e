package io.esync.connectors.cdc.mysql;

import java.sql.SQLException;

/**
 * Keeps track of where in the log an event stands. Events tell where the next one begins, but
 * neither all of them nor beyond 4 GiB; hence their lengths are counted.
 */
final class LogCursor {
  private static final long WRAP = 1L << 32;

  private final LogPosition from;
  private String file;
  private long offset;
  private long created;

  LogCursor(LogPosition from) {
    this.from = from;
    this.file = from.file();
    this.offset = from.offset();
    this.created = from.created();
  }

  LogPosition position(long promised) {
    return new LogPosition(file, offset, created, promised);
  }

  /**
   * Moves behind an event.
   *
   * @return whether the event is one of the log rather than of the connection
   * @throws SQLException if the file is not the one that was to be read
   */
  boolean advance(LogEvent event, boolean inTransaction) throws SQLException {
    switch (event.type()) {
      case LogEvent.ROTATE -> {
        LogBuffer in = event.buffer();
        offset = in.number(8);
        String next = in.text(in.remaining());
        created = next.equals(file) ? created : 0;
        file = next;
        return false;
      }
      case LogEvent.FORMAT_DESCRIPTION -> {
        requireSameFile(event.seconds());
        created = event.seconds();
        offset = event.next() == 0 ? offset : event.next();
        return false;
      }
      case LogEvent.HEARTBEAT -> {
        if (!inTransaction && event.buffer().text(event.body().length).equals(file)) {
          offset = Math.max(offset, unwrapped(event.next()));
        }
        return false;
      }
      case LogEvent.HEARTBEAT_V2 -> {
        return false;
      }
      default -> {
        if (event.artificial()) {
          return false;
        }
        offset = event.next() == 0 ? offset + event.length() : unwrapped(event.next());
        return true;
      }
    }
  }

  private long unwrapped(long next) {
    long candidate = offset / WRAP * WRAP + next;
    return candidate < offset ? candidate + WRAP : candidate;
  }

  private void requireSameFile(long seconds) throws SQLException {
    if (file.equals(from.file()) && from.created() != 0 && from.created() != seconds) {
      throw new SQLException(
          "the binary log was reset or the server replaced: "
              + file
              + " is another file than the one that was read before, and the changes since "
              + from
              + " are gone. Start without state and with a higher generation");
    }
  }
}

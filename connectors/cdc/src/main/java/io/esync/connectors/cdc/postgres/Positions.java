package io.esync.connectors.cdc.postgres;

import java.util.Locale;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;

/** Positions in the server's log (LSN) in the forms they are kept in and shown. */
final class Positions {
  private static final String LSN = "lsn";

  private Positions() {}

  static Offset offset(long position) {
    return PostgresOffset.of(Map.of(LSN, Long.toString(position)));
  }

  static long position(Offset offset) {
    return Long.parseLong(offset.getOffset().get(LSN));
  }

  /** As PostgreSQL writes it, e.g. {@code 16/B374D848}. */
  static String text(long position) {
    return Long.toHexString(position >>> Integer.SIZE).toUpperCase(Locale.ROOT)
        + "/"
        + Integer.toHexString((int) position).toUpperCase(Locale.ROOT);
  }

  /** Reads what {@link #text} writes. */
  static long parse(String text) {
    int slash = text.indexOf('/');
    return (Long.parseLong(text.substring(0, slash), 16) << Integer.SIZE)
        + Long.parseLong(text.substring(slash + 1), 16);
  }
}

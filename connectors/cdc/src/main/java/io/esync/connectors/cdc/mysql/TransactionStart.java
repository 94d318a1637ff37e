package io.esync.connectors.cdc.mysql;

import java.util.concurrent.TimeUnit;

/**
 * What the log tells ahead of a transaction.
 *
 * @param gtid or null where the server gives none
 * @param commitMicros when it was committed, since 1970; MariaDB tells whole seconds only, and when
 *     the statement began that committed
 * @param xa whether it is only prepared
 */
record TransactionStart(String gtid, long commitMicros, boolean xa) {
  private static final int MARIADB_PREPARED = 0x40;
  private static final int CLOCKS = 17;
  private static final long MICROS = (1L << 55) - 1;

  static TransactionStart read(LogEvent event) {
    LogBuffer in = event.buffer();
    if (event.type() == LogEvent.MARIADB_GTID) {
      long number = in.number(8);
      long domain = in.number(4);
      boolean xa = (in.u8() & MARIADB_PREPARED) != 0;
      return new TransactionStart(
          domain + "-" + event.server() + "-" + Long.toUnsignedString(number),
          TimeUnit.SECONDS.toMicros(event.seconds()),
          xa);
    }
    in.skip(1);
    String server = new java.util.UUID(in.bigEndian(8), in.bigEndian(8)).toString();
    String gtid = event.type() == LogEvent.GTID ? server + ":" + in.number(8) : null;
    if (gtid == null) {
      in.skip(8);
    }
    // MySQL 8 tells its logical clocks and the time of the commit on this server
    long micros = TimeUnit.SECONDS.toMicros(event.seconds());
    if (in.remaining() >= CLOCKS + 7) {
      in.skip(CLOCKS);
      micros = in.number(7) & MICROS;
    }
    return new TransactionStart(gtid, micros, false);
  }

  /** Where the log tells nothing ahead. */
  static TransactionStart without(LogEvent event) {
    return new TransactionStart(null, TimeUnit.SECONDS.toMicros(event.seconds()), false);
  }
}

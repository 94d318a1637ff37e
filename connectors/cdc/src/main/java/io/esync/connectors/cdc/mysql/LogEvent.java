package io.esync.connectors.cdc.mysql;

import com.github.shyiko.mysql.binlog.event.EventData;

/**
 * An event of the binary log as the server sent it.
 *
 * @param type by the number that the protocol gives it
 * @param seconds when its statement began, since 1970
 * @param server id of the server that the change was made on
 * @param length in the log, header and checksum included
 * @param next where the next event begins, modulo 2<sup>32</sup>; 0 where the event does not say.
 *     MariaDB 11.4 leaves it out of all events within a transaction
 * @param artificial whether the event was made up for this connection and is not in the log
 * @param body what follows the header, without the checksum
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LogEvent(
    int type, long seconds, long server, long length, long next, boolean artificial, byte[] body)
    implements EventData {
  static final int QUERY = 2;
  static final int ROTATE = 4;
  static final int FORMAT_DESCRIPTION = 15;
  static final int XID = 16;
  static final int TABLE_MAP = 19;
  static final int WRITE_ROWS_V1 = 23;
  static final int UPDATE_ROWS_V1 = 24;
  static final int DELETE_ROWS_V1 = 25;
  static final int INCIDENT = 26;
  static final int HEARTBEAT = 27;
  static final int WRITE_ROWS = 30;
  static final int UPDATE_ROWS = 31;
  static final int DELETE_ROWS = 32;
  static final int GTID = 33;
  static final int ANONYMOUS_GTID = 34;
  static final int XA_PREPARE = 38;
  static final int PARTIAL_UPDATE_ROWS = 39;
  static final int TRANSACTION_PAYLOAD = 40;
  static final int HEARTBEAT_V2 = 41;
  static final int MARIADB_GTID = 162;
  static final int MARIADB_COMPRESSED_FIRST = 165;
  static final int MARIADB_COMPRESSED_LAST = 171;

  LogBuffer buffer() {
    return new LogBuffer(body);
  }
}

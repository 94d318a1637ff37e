package io.esync.connectors.cdc.mysql;

import java.sql.SQLException;

/** Events that change rows in a form that is not read. To skip them would lose changes. */
final class RefusedEvents {
  private RefusedEvents() {}

  static void require(LogEvent event, LogPosition at) throws SQLException {
    String problem =
        switch (event.type()) {
          case LogEvent.INCIDENT -> "an incident: the server itself lost changes";
          case LogEvent.PARTIAL_UPDATE_ROWS ->
              "changes of parts of JSON documents: set binlog_row_value_options = ''";
          case LogEvent.TRANSACTION_PAYLOAD ->
              "compressed transactions: set binlog_transaction_compression = OFF";
          default ->
              event.type() >= LogEvent.MARIADB_COMPRESSED_FIRST
                      && event.type() <= LogEvent.MARIADB_COMPRESSED_LAST
                  ? "compressed events: set log_bin_compress = OFF"
                  : null;
        };
    if (problem != null) {
      throw new SQLException(
          "the binary log holds at "
              + at
              + " "
              + problem
              + ", then start without state and with a higher generation");
    }
  }
}

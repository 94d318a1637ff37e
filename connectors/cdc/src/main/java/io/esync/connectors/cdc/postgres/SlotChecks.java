package io.esync.connectors.cdc.postgres;

import io.esync.connectors.spi.CheckFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Checks that the slot can be used, or that there is room to create it. */
final class SlotChecks {
  private static final String SLOT =
      "SELECT coalesce(plugin, 'none: it is a physical slot'), coalesce(database, ''),"
          + " database = current_database(), active_pid,"
          + " coalesce(to_jsonb(s) ->> 'wal_status', '') = 'lost'"
          + " FROM pg_catalog.pg_replication_slots s WHERE slot_name = ?";
  private static final String ROOM =
      "SELECT current_setting('max_replication_slots')::int,"
          + " (SELECT count(*) FROM pg_catalog.pg_replication_slots),"
          + " current_setting('max_wal_senders')::int,"
          + " (SELECT count(*) FROM pg_catalog.pg_stat_replication)";

  private SlotChecks() {}

  static void check(Connection connection, Capture capture, List<CheckFailure> failures)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SLOT)) {
      statement.setString(1, capture.slot());
      try (ResultSet row = statement.executeQuery()) {
        boolean exists = row.next();
        if (exists) {
          existing(row, capture, failures);
        }
        room(connection, !exists, failures);
      }
    }
  }

  private static void existing(ResultSet row, Capture capture, List<CheckFailure> failures)
      throws SQLException {
    String slot = "replication slot '" + capture.slot() + "'";
    String drop = "SELECT pg_drop_replication_slot('" + capture.slot() + "')";
    if (!row.getString(1).equals("pgoutput")) {
      failures.add(
          new CheckFailure(
              slot + " has the plug-in " + row.getString(1) + ", not pgoutput",
              "Choose another slot_name, or drop it: " + drop));
    } else if (!row.getBoolean(3)) {
      failures.add(
          new CheckFailure(
              slot + " belongs to database '" + row.getString(2) + "'",
              "Choose another slot_name"));
    }
    if (row.getObject(4) != null) {
      failures.add(
          new CheckFailure(
              slot + " is in use by server process " + row.getInt(4),
              "Stop the job that reads it, or choose another slot_name"));
    }
    if (row.getBoolean(5)) {
      failures.add(
          new CheckFailure(
              slot + " is lost: the server removed log that it needed",
              "Drop it, start without state and with a higher generation: " + drop));
    }
  }

  private static void room(Connection connection, boolean needsSlot, List<CheckFailure> failures)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ROOM)) {
      row.next();
      if (needsSlot && row.getInt(2) >= row.getInt(1)) {
        failures.add(
            new CheckFailure(
                "all " + row.getInt(1) + " replication slots of the server are taken",
                "Drop one that is not used, or raise max_replication_slots and restart"));
      }
      if (row.getInt(4) >= row.getInt(3)) {
        failures.add(
            new CheckFailure(
                "all " + row.getInt(3) + " WAL senders of the server are busy",
                "Raise max_wal_senders and restart the server"));
      }
    }
  }
}

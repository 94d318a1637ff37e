package io.esync.connectors.cdc;

import io.esync.connectors.cdc.postgres.Capture;
import io.esync.connectors.cdc.postgres.PostgresCdcSource;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One server for all tests of a class, and sources over it with their defaults. */
final class PostgresCdcFixture implements AutoCloseable {
  /** Quiet connections get a sign of life after half of the timeout. */
  private final PostgresServer server =
      PostgresServer.builder().setting("wal_sender_timeout", "2s").start();

  PostgresServer server() {
    return server;
  }

  PostgresCdcConfig config(String database, int splitSize, String... tables) {
    return new PostgresCdcConfig(
        server.host(),
        server.port(),
        database,
        server.user(),
        Secret.of(server.password()),
        List.of(tables),
        database,
        null,
        true,
        0,
        splitSize,
        500,
        null,
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        "prefer");
  }

  PostgresCdcSource source(String database, int splitSize, String... tables) {
    return new PostgresCdcSource(
        Capture.of(
            config(database, splitSize, tables),
            new SourceContext("test", database, List.of(), List.of("esync/test/copy"))));
  }

  /** The rows of a table in the form of {@link Replica}: all columns as integers or text. */
  Map<String, String> rows(String database, String table, String key) throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT t.*, (SELECT array_to_string(array_agg(coalesce(j.value, 'null')"
                    + " ORDER BY a.attnum), ', ')"
                    + " FROM jsonb_each_text(to_jsonb(t)) j"
                    + " JOIN pg_attribute a ON a.attrelid = '"
                    + table
                    + "'::regclass AND a.attname = j.key) AS whole FROM "
                    + table
                    + " t")) {
      while (result.next()) {
        rows.put(
            "public." + table + "[" + result.getString(key) + "]",
            "[" + result.getString("whole") + "]");
      }
    }
    return rows;
  }

  /** Up to where the slot of {@code database} is confirmed, in bytes; 0 where there is none. */
  long confirmed(String database) throws SQLException {
    return number(
        database,
        "SELECT confirmed_flush_lsn - '0/0'::pg_lsn FROM pg_replication_slots WHERE slot_name = '"
            + database
            + "'");
  }

  /** Up to where the server has written its log, in bytes. */
  long endOfLog(String database) throws SQLException {
    return number(database, "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn");
  }

  long number(String database, String query) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  @Override
  public void close() {
    server.close();
  }
}

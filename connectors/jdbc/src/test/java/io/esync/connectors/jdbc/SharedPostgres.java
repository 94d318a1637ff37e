package io.esync.connectors.jdbc;

import io.esync.connectors.testkit.PostgresServer;
import java.util.List;

/** The one PostgreSQL of all tests of the module that need no settings of their own. */
final class SharedPostgres {
  private static PostgresServer server;

  private SharedPostgres() {}

  /** The server; started at first, and stopped with this JVM. */
  static synchronized PostgresServer get() {
    if (server == null) {
      server = PostgresServer.start();
    }
    return server;
  }

  /** Takes all tables away. */
  static void empty() {
    get().execute("postgres", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
  }

  static TestTarget target() {
    return TestTarget.at(get().jdbcUrl("postgres"), get().user(), get().password());
  }

  static List<String> query(String sql) {
    return PostgresTable.query(get(), sql);
  }

  /** All of the table customer. */
  static List<String> customers() {
    return query("SELECT * FROM customer ORDER BY id");
  }

  /** Name, type and whether it takes no NULL, of each column of the table customer. */
  static List<String> columns() {
    return query(
        "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
            + " WHERE attrelid = 'customer'::regclass AND attnum > 0 ORDER BY attnum");
  }
}

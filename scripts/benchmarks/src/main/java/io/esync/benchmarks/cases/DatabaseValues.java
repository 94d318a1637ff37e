package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.connectors.testkit.DatabaseServer;
import java.io.IOException;
import java.util.Map;

/** Values of a job file's placeholders that tell of a database. */
final class DatabaseValues {
  private DatabaseValues() {}

  /**
   * @param role what their names begin with, {@code source} or {@code target}
   */
  static Map<String, String> of(String role, DatabaseServer server, String database, Arena arena)
      throws IOException {
    return Map.of(
        role + ".host", server.host(),
        role + ".port", String.valueOf(server.port()),
        role + ".user", server.user(),
        role + ".password", server.password(),
        role + ".password_file", arena.password(role, server.password()).toString(),
        role + ".url", server.jdbcUrl(database));
  }
}

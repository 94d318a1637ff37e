package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.contract.SourceRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log that lacks changes is refused with a message, never passed over. */
final class MySqlLogTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(4);

  @TempDir private Path folder;

  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  private static SourceRun run(MySqlFamilyServer server, String database, String savepoint)
      throws Exception {
    return SourceRun.start(
        MySqlServers.id(server, database),
        MySqlServers.source(server, 10, database + ".t"),
        1,
        savepoint);
  }

  private String savepoint(MySqlFamilyServer server, String database) throws Exception {
    server.createDatabase(database);
    server.execute(database, "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    try (SourceRun run = run(server, database, null)) {
      await().until(() -> run.records().size() == 1);
      server.execute(database, "INSERT INTO t VALUES (2)");
      await().until(() -> run.records().size() == 2);
      return run.stopWithSavepoint(folder);
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_log_whose_files_were_purged_is_refused(MySqlFamilyServer server) throws Exception {
    String savepoint = savepoint(server, "purged");
    if (server instanceof MariaDbServer maria && waitsForReplicas(maria)) {
      server.execute("purged", "SET GLOBAL slave_connections_needed_for_purge = 0");
    }
    server.execute("purged", "INSERT INTO t VALUES (3)", "FLUSH BINARY LOGS");
    // a file stays as long as the server has not noticed that its reader is gone
    await().until(() -> purgedFiles(server) == 1);

    try (SourceRun run = run(server, "purged", savepoint)) {
      assertThat(run.awaitFailure())
          .hasStackTraceContaining("the binary log has no ")
          .hasStackTraceContaining("the oldest file that is left is ")
          .hasStackTraceContaining("higher generation");
    }
  }

  /** MariaDB 11 keeps a log that no replica has read. */
  private static boolean waitsForReplicas(MariaDbServer server) throws SQLException {
    try (Connection connection = server.connect("mysql");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SHOW VARIABLES LIKE 'slave_connections_needed_for_purge'")) {
      return row.next();
    }
  }

  /** Removes all files that are not in use, and tells how many there are now. */
  private static int purgedFiles(MySqlFamilyServer server) throws SQLException {
    try (Connection connection = server.connect("mysql");
        Statement statement = connection.createStatement()) {
      statement.execute("PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
      int files = 0;
      try (ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
        while (rows.next()) {
          files++;
        }
      }
      return files;
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_file_of_the_same_name_after_a_reset_is_refused(MySqlFamilyServer server) throws Exception {
    server.execute("mysql", "RESET MASTER");
    String savepoint = savepoint(server, "reset_log");
    Instant written = Instant.now();
    await().until(() -> Instant.now().isAfter(written.plusSeconds(1)));
    server.execute("reset_log", "RESET MASTER", "CREATE TABLE filler (line text)");
    for (int i = 0; i < 20; i++) {
      server.execute("reset_log", "INSERT INTO filler VALUES (repeat('x', 1000))");
    }

    try (SourceRun run = run(server, "reset_log", savepoint)) {
      assertThat(run.awaitFailure())
          .hasStackTraceContaining("the binary log was reset or the server replaced")
          .hasStackTraceContaining("higher generation");
    }
  }
}

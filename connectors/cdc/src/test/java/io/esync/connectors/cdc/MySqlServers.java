package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.cdc.mysql.MySqlCapture;
import io.esync.connectors.cdc.mysql.MySqlCdcSource;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.MySqlServer;
import io.esync.connectors.testkit.contract.SourceRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The servers that all tests of MySQL share, and sources over them with their defaults. */
public final class MySqlServers {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<Named<MySqlFamilyServer>> ALL = start();

  private MySqlServers() {}

  private static List<Named<MySqlFamilyServer>> start() {
    List<Named<MySqlFamilyServer>> servers = new ArrayList<>();
    if (MySqlServer.isSupported()) {
      servers.add(Named.of("MySQL", MySqlServer.start()));
    }
    servers.add(Named.of("MariaDB", MariaDbServer.start()));
    String also = System.getProperty("mariadb.also");
    if (also != null) {
      MariaDbServer other = MariaDbServer.builder().binaries(Path.of(also)).start();
      servers.add(Named.of("MariaDB of " + Path.of(also).getFileName(), other));
    }
    return servers;
  }

  /**
   * MariaDB 11.4, MySQL where this machine can run it, and MariaDB 10.11 where long tests are run.
   */
  public static Stream<Named<MySqlFamilyServer>> all() {
    return ALL.stream();
  }

  public static MySqlCdcConfig config(MySqlFamilyServer server, int splitSize, String... tables) {
    return config(server, MySqlCdcConfig.INITIAL, "preferred", splitSize, tables);
  }

  static MySqlCdcConfig config(
      MySqlFamilyServer server, String start, String sslMode, int splitSize, String... tables) {
    return new MySqlCdcConfig(
        server.host(),
        server.port(),
        null,
        server.user(),
        Secret.of(server.password()),
        List.of(tables),
        null,
        start,
        0,
        splitSize,
        null,
        Duration.ofSeconds(10),
        sslMode);
  }

  public static MySqlCdcSource source(MySqlFamilyServer server, int splitSize, String... tables) {
    return source(config(server, splitSize, tables));
  }

  static MySqlCdcSource source(MySqlCdcConfig config) {
    return new MySqlCdcSource(
        MySqlCapture.of(
            config, new SourceContext("test", config.tables().get(0), List.of(), List.of())));
  }

  /** Creates a database and runs {@code sql} in it. */
  public static void given(MySqlFamilyServer server, String database, String... sql) {
    server.createDatabase(database);
    server.execute(database, sql);
  }

  /** A run of two readers with chunks of ten rows, of the name {@link #id}. */
  static SourceRun run(
      MySqlFamilyServer server, String database, String savepoint, String... tables)
      throws Exception {
    return run(config(server, 10, tables), id(server, database), savepoint);
  }

  static SourceRun run(MySqlCdcConfig config, String id, String savepoint) throws Exception {
    return SourceRun.start(id, source(config), 2, savepoint);
  }

  /** Waits for records but heartbeats, and makes sure that there are no more. */
  static void awaitRecords(SourceRun run, int count) {
    await().atMost(PATIENCE).until(() -> run.records().size() >= count);
    assertThat(run.records()).hasSize(count);
  }

  /** A name that no other test and no other server uses. */
  static String id(MySqlFamilyServer server, String database) {
    return database + "_" + server.port();
  }

  /** The rows of a table in the form of {@link Replica}. */
  static Map<String, String> rows(
      MySqlFamilyServer server, String database, String table, String key) throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
      while (result.next()) {
        String[] values = new String[result.getMetaData().getColumnCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = result.getString(i + 1);
        }
        rows.put(
            database + "." + table + "[" + result.getString(key) + "]", Arrays.toString(values));
      }
    }
    return rows;
  }

  /** Whether a source is connected: it is the only one that names no database. */
  static boolean hasConnectionOfSource(MySqlFamilyServer server) throws SQLException {
    try (Connection connection = server.connect("mysql");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM information_schema.PROCESSLIST"
                    + " WHERE COMMAND IN ('Sleep', 'Query') AND DB IS NULL")) {
      row.next();
      return row.getLong(1) > 0;
    }
  }
}

package io.esync.connectors.cdc;

import io.esync.connectors.cdc.mysql.MySqlCapture;
import io.esync.connectors.cdc.mysql.MySqlCdcSource;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The servers that all tests of MySQL share, and sources over them with their defaults. */
final class MySqlServers {
  private static final List<Named<MySqlFamilyServer>> ALL = start();

  private MySqlServers() {}

  private static List<Named<MySqlFamilyServer>> start() {
    Named<MySqlFamilyServer> mariaDb = Named.of("MariaDB", MariaDbServer.start());
    return MySqlServer.isSupported()
        ? List.of(Named.of("MySQL", MySqlServer.start()), mariaDb)
        : List.of(mariaDb);
  }

  /** MariaDB, and MySQL where this machine can run it. */
  static Stream<Named<MySqlFamilyServer>> all() {
    return ALL.stream();
  }

  static MySqlCdcConfig config(MySqlFamilyServer server, int splitSize, String... tables) {
    return new MySqlCdcConfig(
        server.host(),
        server.port(),
        null,
        server.user(),
        Secret.of(server.password()),
        List.of(tables),
        null,
        0,
        splitSize,
        null,
        Duration.ofSeconds(10),
        "preferred");
  }

  static MySqlCdcSource source(MySqlFamilyServer server, int splitSize, String... tables) {
    return new MySqlCdcSource(
        MySqlCapture.of(
            config(server, splitSize, tables),
            new SourceContext("test", tables[0], List.of(), List.of())));
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

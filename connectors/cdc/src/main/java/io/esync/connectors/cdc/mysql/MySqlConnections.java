package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.MySqlCdcConfig;
import io.esync.connectors.spi.jdbc.JdbcDrivers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Opens connections that show every value as the server itself writes it, in the character set that
 * it is kept in, whatever the defaults of server and user are.
 */
final class MySqlConnections {
  private static final String[] SETTINGS = {
    "SET time_zone = '+00:00'",
    "SET sql_mode = ''",
    "SET net_write_timeout = 3600",
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
  };

  private MySqlConnections() {}

  /** For queries whose results are in UTF-8. */
  static Connection open(MySqlCdcConfig config) throws SQLException {
    Connection connection = JdbcDrivers.mySql().connect(url(config), properties(config));
    try (Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /** Lets the server send text as it is kept: the log holds it in that form as well. */
  static void showTextAsKept(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET character_set_results = NULL");
    }
  }

  private static String url(MySqlCdcConfig config) {
    return "jdbc:mysql://" + config.host() + ":" + config.port() + "/";
  }

  private static Properties properties(MySqlCdcConfig config) {
    Properties properties = new Properties();
    properties.setProperty("user", config.username());
    properties.setProperty("password", config.password().reveal());
    properties.setProperty("connectTimeout", "" + Math.max(1, config.connectTimeout().toMillis()));
    properties.setProperty("sslMode", config.sslMode().toUpperCase(java.util.Locale.ROOT));
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("characterEncoding", "UTF-8");
    properties.setProperty("connectionAttributes", "program_name:esync");
    properties.setProperty("tinyInt1isBit", "false");
    properties.setProperty("yearIsDateType", "false");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }
}

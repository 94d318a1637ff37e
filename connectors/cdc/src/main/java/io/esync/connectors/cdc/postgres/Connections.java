package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.PostgresCdcConfig;
import io.esync.connectors.spi.jdbc.JdbcDrivers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * Opens connections that show every value as the same lossless text, whatever the defaults of
 * server, database and role are.
 */
final class Connections {
  private static final String SETTINGS =
      "-c IntervalStyle=iso_8601 -c extra_float_digits=3 -c bytea_output=hex"
          + " -c statement_timeout=0 -c idle_in_transaction_session_timeout=0";

  private Connections() {}

  /** For queries. */
  static Connection open(PostgresCdcConfig config) throws SQLException {
    return connect(config, properties(config));
  }

  /** For the replication protocol. */
  static Connection openReplication(PostgresCdcConfig config) throws SQLException {
    Properties properties = properties(config);
    PGProperty.REPLICATION.set(properties, "database");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    return connect(config, properties);
  }

  private static Connection connect(PostgresCdcConfig config, Properties properties)
      throws SQLException {
    String url =
        "jdbc:postgresql://" + config.host() + ":" + config.port() + "/" + config.database();
    return JdbcDrivers.postgres().connect(url, properties);
  }

  private static Properties properties(PostgresCdcConfig config) {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, config.username());
    PGProperty.PASSWORD.set(properties, config.password().reveal());
    PGProperty.APPLICATION_NAME.set(properties, "esync");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "12");
    PGProperty.OPTIONS.set(properties, SETTINGS);
    PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.SSL_MODE.set(properties, config.sslMode());
    int seconds = (int) Math.max(1, config.connectTimeout().toSeconds());
    PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
    PGProperty.LOGIN_TIMEOUT.set(properties, seconds);
    return properties;
  }
}

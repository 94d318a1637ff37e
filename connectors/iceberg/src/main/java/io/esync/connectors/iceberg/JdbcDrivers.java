package io.esync.connectors.iceberg;

import java.util.Map;

/**
 * Loads the driver of a JDBC catalogue: where the job's jar is loaded by Flink, the driver in it is
 * not known until its class is.
 */
final class JdbcDrivers {
  private static final Map<String, String> DRIVERS =
      Map.of(
          "jdbc:postgresql:", "org.postgresql.Driver",
          "jdbc:mysql:", "com.mysql.cj.jdbc.Driver");

  private JdbcDrivers() {}

  /** Makes the driver for {@code url} known, if it is one that comes with ESync. */
  static void register(String url) {
    DRIVERS.forEach(
        (prefix, driver) -> {
          if (url.startsWith(prefix)) {
            try {
              Class.forName(driver);
            } catch (ClassNotFoundException e) {
              throw new IllegalStateException(
                  "the JDBC driver " + driver + " is not on the class path", e);
            }
          }
        });
  }
}

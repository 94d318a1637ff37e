package io.esync.connectors.jdbc;

import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.MySqlServer;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The databases that speak MySQL's protocol. A test of one of them holds for all. */
enum MySqlFamily {
  MYSQL,
  MARIADB;

  private static final Map<MySqlFamily, MySqlDatabase> STARTED = new EnumMap<>(MySqlFamily.class);

  /** One database for all tests of the module; it ends with the JVM. */
  MySqlDatabase database() {
    Assumptions.assumeTrue(this != MYSQL || MySqlServer.isSupported());
    synchronized (STARTED) {
      return STARTED.computeIfAbsent(this, MySqlFamily::start);
    }
  }

  private static MySqlDatabase start(MySqlFamily family) {
    MySqlFamilyServer server =
        switch (family) {
          case MYSQL -> MySqlServer.start();
          case MARIADB -> MariaDbServer.start();
        };
    server.createDatabase(MySqlDatabase.NAME);
    return new MySqlDatabase(server);
  }
}

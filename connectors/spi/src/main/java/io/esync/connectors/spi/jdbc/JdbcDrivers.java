package io.esync.connectors.spi.jdbc;

import com.mysql.cj.jdbc.AbandonedConnectionCleanupThread;
import com.mysql.cj.jdbc.NonRegisteringDriver;
import java.sql.Driver;
import java.sql.SQLException;

/**
 * The JDBC drivers that come with ESync, each in the class loader of the job that asks for it.
 *
 * <p>A driver leaves things in the JVM that are never taken away: an entry in the {@link
 * java.sql.DriverManager}, a thread. They would hold the job's class loader, and with it all
 * classes of the job, when it has ended; a session cluster would run out of Metaspace some thirty
 * jobs later. So they are removed at once. A connection is asked for at the driver itself: the
 * DriverManager would load the drivers of all other jobs into the class loader that asks it.
 */
public final class JdbcDrivers {
  private JdbcDrivers() {}

  public static synchronized Driver postgres() throws SQLException {
    Driver driver = new org.postgresql.Driver();
    if (isOfOneJob(driver) && org.postgresql.Driver.isRegistered()) {
      org.postgresql.Driver.deregister();
    }
    return driver;
  }

  public static Driver mySql() throws SQLException {
    Driver driver = new NonRegisteringDriver();
    if (isOfOneJob(driver)) {
      AbandonedConnectionCleanupThread.uncheckedShutdown(); // for connections that nobody closes
    }
    return driver;
  }

  /** Others in the JVM may count on a driver of the class path. */
  private static boolean isOfOneJob(Driver driver) {
    return driver.getClass().getClassLoader() != ClassLoader.getSystemClassLoader();
  }
}

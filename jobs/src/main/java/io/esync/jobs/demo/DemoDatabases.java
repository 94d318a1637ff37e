package io.esync.jobs.demo;

import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlServer;
import io.esync.connectors.testkit.PostgresServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A PostgreSQL server with the databases {@value #CRM} and {@value #WAREHOUSE}, and a MySQL server
 * with the database {@value #BILLING}; MariaDB stands in for MySQL where a library that it needs is
 * missing. All are owned by one user with a password made up at each start.
 */
final class DemoDatabases implements AutoCloseable {
  static final String CRM = "crm";
  static final String BILLING = "billing";
  static final String WAREHOUSE = "warehouse";
  static final String USER = "esync";

  private static final int PASSWORD_BYTES = 12;
  private static final Map<String, String> TABLES =
      Map.of(
          CRM,
          """
          CREATE TABLE customers (
            id              bigint PRIMARY KEY,
            full_name       text NOT NULL,
            email           text,
            phone           text,
            country         varchar(2),
            last_contact_at timestamptz)""",
          BILLING,
          """
          CREATE TABLE accounts (
            customer_no   bigint PRIMARY KEY,
            holder        varchar(200) NOT NULL,
            invoice_email varchar(200),
            plan          varchar(20),
            balance       decimal(14,2) NOT NULL DEFAULT 0) CHARACTER SET utf8mb4""",
          WAREHOUSE,
          // The table of somebody with rules of their own.
          """
          CREATE TABLE customers (
            customer_id  bigint PRIMARY KEY,
            name         text NOT NULL,
            email        text,
            phone        text,
            country      varchar(2),
            last_contact timestamptz,
            plan         varchar(20),
            balance      numeric(14,2),
            last_seen    timestamptz,
            newsletter   boolean,
            CONSTRAINT balance_is_plausible CHECK (abs(balance) < 1000000))""");

  private final PostgresServer postgres;
  private final DatabaseServer mysql;
  private final String password;

  private DemoDatabases(PostgresServer postgres, DatabaseServer mysql, String password) {
    this.postgres = postgres;
    this.mysql = mysql;
    this.password = password;
  }

  /** Starts both servers and creates the databases with their empty tables. */
  static DemoDatabases start(DemoFolder folder) {
    CompletableFuture<DatabaseServer> mysql =
        CompletableFuture.supplyAsync(() -> mysql(folder.mysql()));
    PostgresServer postgres = postgres(folder.postgres());
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    DemoDatabases databases =
        new DemoDatabases(postgres, mysql.join(), HexFormat.of().formatHex(secret));
    try {
      databases.create();
      return databases;
    } catch (RuntimeException | SQLException e) {
      databases.close();
      throw new DemoFailedException("The databases cannot be created: " + e.getMessage(), e);
    }
  }

  private static PostgresServer postgres(Path folder) {
    try {
      return PostgresServer.builder().dataDirectory(folder).start();
    } catch (IllegalStateException e) {
      // Started by root it runs as nobody, who cannot reach a folder below root's home.
      return PostgresServer.start();
    }
  }

  private static DatabaseServer mysql(Path folder) {
    return MySqlServer.isSupported()
        ? MySqlServer.builder().dataDirectory(folder).start()
        : MariaDbServer.builder().dataDirectory(folder).start();
  }

  private void create() throws SQLException {
    postgres.execute(
        postgres.user(), "CREATE ROLE " + USER + " LOGIN REPLICATION PASSWORD '" + password + "'");
    for (String database : new String[] {CRM, WAREHOUSE}) {
      postgres.execute(postgres.user(), "CREATE DATABASE " + database + " OWNER " + USER);
    }
    mysql.createDatabase(BILLING);
    mysql.execute(
        BILLING,
        "CREATE USER " + USER + " IDENTIFIED BY '" + password + "'",
        "GRANT ALL ON " + BILLING + ".* TO " + USER,
        "GRANT REPLICATION SLAVE, REPLICATION CLIENT, PROCESS ON *.* TO " + USER);
    for (Map.Entry<String, String> table : TABLES.entrySet()) {
      execute(table.getKey(), table.getValue());
    }
  }

  private DatabaseServer server(String database) {
    return database.equals(BILLING) ? mysql : postgres;
  }

  /** What billing runs on, as people call it. */
  String billingSystem() {
    return mysql instanceof MySqlServer ? "MySQL" : "MariaDB";
  }

  /** What the references in {@code pipelines/customer-360.yaml} stand for. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String database : new String[] {CRM, BILLING, WAREHOUSE}) {
      String name = database.toUpperCase(Locale.ROOT);
      environment.put(name + "_HOST", server(database).host());
      environment.put(name + "_PORT", Integer.toString(server(database).port()));
      environment.put(name + "_PASSWORD", password);
    }
    return environment;
  }

  /** A connection of the user that owns everything, in auto-commit mode. */
  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(server(database).jdbcUrl(database), USER, password);
  }

  /** Executes a statement in a transaction of its own; returns how many rows it changed. */
  int execute(String database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  /** The address for people, password included. */
  String address(String database) {
    DatabaseServer server = server(database);
    return "%s://%s:%s@%s:%d/%s"
        .formatted(
            server == mysql ? "mysql" : "postgresql",
            USER,
            password,
            server.host(),
            server.port(),
            database);
  }

  @Override
  public void close() {
    postgres.close();
    mysql.close();
  }
}

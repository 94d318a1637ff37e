package io.esync.jobs.demo;

import io.esync.connectors.testkit.PostgresServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server with the databases {@value #CRM}, {@value #BILLING} and {@value #WAREHOUSE},
 * owned by one role with a password made up at each start.
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
            holder        text NOT NULL,
            invoice_email text,
            plan          varchar(20),
            balance       numeric(14,2) NOT NULL DEFAULT 0)""",
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
            CONSTRAINT balance_is_plausible CHECK (abs(balance) < 1000000))""");

  private final PostgresServer server;
  private final String password;

  private DemoDatabases(PostgresServer server, String password) {
    this.server = server;
    this.password = password;
  }

  /** Starts the server and creates the databases with their empty tables. */
  static DemoDatabases start(Path folder) {
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    DemoDatabases databases = new DemoDatabases(server(folder), HexFormat.of().formatHex(secret));
    try {
      databases.create();
      return databases;
    } catch (RuntimeException | SQLException e) {
      databases.close();
      throw new DemoFailedException("The databases cannot be created: " + e.getMessage(), e);
    }
  }

  private static PostgresServer server(Path folder) {
    try {
      return PostgresServer.builder().dataDirectory(folder).start();
    } catch (IllegalStateException e) {
      // Started by root it runs as nobody, who cannot reach a folder below root's home.
      return PostgresServer.start();
    }
  }

  private void create() throws SQLException {
    server.execute(
        server.user(), "CREATE ROLE " + USER + " LOGIN REPLICATION PASSWORD '" + password + "'");
    for (String database : List.of(CRM, BILLING, WAREHOUSE)) {
      server.execute(server.user(), "CREATE DATABASE " + database + " OWNER " + USER);
      execute(database, TABLES.get(database));
    }
  }

  /** What the references in {@code pipelines/customer-360.yaml} stand for. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String name : List.of("CRM", "BILLING", "WAREHOUSE")) {
      environment.put(name + "_HOST", server.host());
      environment.put(name + "_PORT", Integer.toString(server.port()));
      environment.put(name + "_PASSWORD", password);
    }
    return environment;
  }

  /** A connection of the role that owns everything, in auto-commit mode. */
  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(database), USER, password);
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
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(USER, password, server.host(), server.port(), database);
  }

  @Override
  public void close() {
    server.close();
  }
}

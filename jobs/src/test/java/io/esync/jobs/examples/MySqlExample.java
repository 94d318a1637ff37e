package io.esync.jobs.examples;

import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.PostgresServer;
import java.util.Map;

/** {@code mysql.yaml}: a table of MySQL into one of PostgreSQL. */
final class MySqlExample implements Example {
  private final MariaDbServer mysql;
  private final PostgresServer postgres;

  MySqlExample(ExampleServers servers) {
    this.mysql = servers.mysql();
    this.postgres = servers.postgres();
    mysql.createDatabase("billing");
    mysql.execute("billing", "CREATE TABLE accounts (id bigint PRIMARY KEY, name varchar(100))");
    postgres.createDatabase("warehouse");
  }

  @Override
  public String file() {
    return "mysql.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of(
        "username: esync\n        password: \"${env:BILLING_PASSWORD}\"",
        "port: "
            + mysql.port()
            + "\n        username: esync\n        password: \"${env:BILLING_PASSWORD}\"",
        "5432/warehouse",
        postgres.port() + "/warehouse");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "MYSQL_HOST",
        mysql.host(),
        "PGHOST",
        postgres.host(),
        "BILLING_PASSWORD",
        ExampleServers.PASSWORD,
        "WAREHOUSE_PASSWORD",
        ExampleServers.PASSWORD);
  }

  @Override
  public void put(long id, String name) {
    mysql.execute(
        "billing",
        "INSERT INTO accounts VALUES (%d, '%s') ON DUPLICATE KEY UPDATE name = '%2$s'"
            .formatted(id, name));
  }

  @Override
  public void delete(long id) {
    mysql.execute("billing", "DELETE FROM accounts WHERE id = " + id);
  }

  @Override
  public Map<Long, String> source() throws Exception {
    return Rows.ofQuery(mysql, "billing", "SELECT id, name FROM accounts");
  }

  @Override
  public Map<Long, String> target() throws Exception {
    return Rows.ofTable(postgres, "warehouse", "accounts", "id, name");
  }

  @Override
  public void close() {
    mysql.execute("mysql", "DROP DATABASE billing");
    postgres.execute("postgres", "DROP DATABASE warehouse WITH (FORCE)");
  }
}

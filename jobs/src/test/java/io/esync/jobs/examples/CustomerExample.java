package io.esync.jobs.examples;

import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.PostgresServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code customer-360.yaml}: each customer is in the CRM, has an account at billing, and uses the
 * shop; a name here is the three together.
 */
final class CustomerExample implements Example {
  private static final String TOPIC = "customer-events";

  private final PostgresServer postgres;
  private final MariaDbServer mysql;
  private final KafkaServer kafka;
  private final Map<Long, Boolean> newsletters = new HashMap<>();

  CustomerExample(ExampleServers servers) {
    this.postgres = servers.postgres();
    this.mysql = servers.mysql();
    this.kafka = servers.kafka();
    servers.s3().createBucket("customers");
    for (String database : List.of("crm", "warehouse")) {
      postgres.createDatabase(database);
    }
    postgres.execute(
        "crm",
        "CREATE TABLE customers (id bigint PRIMARY KEY, full_name text, email text, phone text,"
            + " country text, last_contact_at timestamptz)");
    mysql.createDatabase("billing");
    mysql.execute(
        "billing",
        "CREATE TABLE accounts (customer_no bigint PRIMARY KEY, holder varchar(100),"
            + " invoice_email varchar(100), plan varchar(20), balance decimal(14,2))");
    kafka.topic(TOPIC).create(2);
  }

  @Override
  public String file() {
    return "customer-360.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of();
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (String name : List.of("CRM", "BILLING", "WAREHOUSE")) {
      boolean billing = name.equals("BILLING");
      environment.put(name + "_HOST", billing ? mysql.host() : postgres.host());
      environment.put(name + "_PORT", String.valueOf(billing ? mysql.port() : postgres.port()));
      environment.put(name + "_PASSWORD", ExampleServers.PASSWORD);
    }
    environment.put("EVENTS_BROKERS", kafka.bootstrapServers());
    environment.put("LAKE_PATH", "s3://customers/360");
    return environment;
  }

  @Override
  public void put(long id, String name) {
    postgres.execute(
        "crm",
        "INSERT INTO customers VALUES (%d, '%s') ON CONFLICT (id) DO UPDATE SET full_name = '%2$s'"
            .formatted(id, name));
    mysql.execute(
        "billing",
        "INSERT INTO accounts VALUES (%d, '%s', NULL, 'of %2$s', 1) ON DUPLICATE KEY UPDATE plan = 'of %2$s'"
            .formatted(id, name));
    boolean newsletter = name.length() % 2 == 0;
    newsletters.put(id, newsletter);
    kafka
        .topic(TOPIC)
        .send(
            Long.toString(id),
            "{\"customer_id\":%d,\"seen_at\":\"2026-01-01T00:00:00Z\",\"newsletter\":%s}"
                .formatted(id, newsletter));
  }

  /** The CRM's word is the last. */
  @Override
  public void delete(long id) {
    mysql.execute("billing", "DELETE FROM accounts WHERE customer_no = " + id);
    postgres.execute("crm", "DELETE FROM customers WHERE id = " + id);
    newsletters.remove(id);
  }

  @Override
  public Map<Long, String> source() throws Exception {
    Map<Long, String> names = Rows.ofQuery(postgres, "crm", "SELECT id, full_name FROM customers");
    Map<Long, String> plans =
        Rows.ofQuery(mysql, "billing", "SELECT customer_no, plan FROM accounts");
    Map<Long, String> customers = new HashMap<>();
    names.forEach(
        (id, name) -> {
          if (("of " + name).equals(plans.get(id)) && newsletters.containsKey(id)) {
            customers.put(id, name);
          }
        });
    return customers;
  }

  @Override
  public Map<Long, String> target() throws Exception {
    return Rows.ofTable(
        postgres,
        "warehouse",
        "customers",
        "customer_id, CASE WHEN plan = 'of ' || name AND newsletter = (length(name) % 2 = 0)"
            + " THEN name ELSE 'in part' END");
  }

  @Override
  public void close() {
    mysql.execute("mysql", "DROP DATABASE billing");
    postgres.execute(
        "postgres",
        "DROP DATABASE warehouse WITH (FORCE)",
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
            + " WHERE NOT active AND database = 'crm'",
        "DROP DATABASE crm WITH (FORCE)");
  }
}

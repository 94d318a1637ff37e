package io.esync.jobs.drill;

import static io.esync.jobs.drill.UpgradePipeline.BILLING;
import static io.esync.jobs.drill.UpgradePipeline.CRM;

import io.esync.connectors.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/**
 * The customers of the upgrade drill, in two systems. Those from 1 to {@value #EVEN} have the same
 * time in both, so that priority alone decides; nothing changes them by chance. All others are
 * changed in one system after the other, so that the later change wins.
 */
final class CustomerChanges implements AutoCloseable {
  /** The last customer that has the same time in both systems. */
  static final int EVEN = 200;

  private final Connection crm;
  private final Connection billing;
  private final Random random;
  private final int customers;

  CustomerChanges(PostgresServer server, int customers, Random random) throws SQLException {
    this.crm = server.connect(CRM);
    this.billing = server.connect(BILLING);
    this.customers = customers;
    this.random = random;
  }

  static void createTables(PostgresServer server, int customers) {
    String fill =
        "INSERT INTO public.customers SELECT i, '%s ' || i, %s '2026-01-01 00:00:00Z'::timestamptz"
            + " + CASE WHEN i > %d THEN %d * interval '1 s' ELSE interval '0' END"
            + " FROM generate_series(1, %d) i";
    server.execute(
        CRM,
        "CREATE TABLE public.customers (id bigint PRIMARY KEY, name text, email text, updated_at"
            + " timestamptz)",
        fill.formatted("crm", "'mail ' || i,", EVEN, 1, customers));
    server.execute(
        BILLING,
        "CREATE TABLE public.customers (customer_id bigint PRIMARY KEY, name text, updated_at"
            + " timestamptz)",
        fill.formatted("billing", "", EVEN, 2, customers));
  }

  /** Changes {@code count} customers, each in one system or, to make or delete one, in both. */
  void make(int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      long id = EVEN + 1L + random.nextInt(customers - EVEN);
      switch (random.nextInt(10)) {
        case 0 -> delete(id);
        case 1 -> insert(id);
        case 2, 3, 4, 5 -> update(billing, "customer_id", "billing", id);
        default -> update(crm, "id", "crm", id);
      }
    }
  }

  private void delete(long id) throws SQLException {
    execute(crm, "DELETE FROM public.customers WHERE id = ?", id);
    execute(billing, "DELETE FROM public.customers WHERE customer_id = ?", id);
  }

  private void insert(long id) throws SQLException {
    execute(
        crm,
        "INSERT INTO public.customers VALUES (?, 'crm new', 'mail new', clock_timestamp())"
            + " ON CONFLICT DO NOTHING",
        id);
    execute(
        billing,
        "INSERT INTO public.customers VALUES (?, 'billing new', clock_timestamp())"
            + " ON CONFLICT DO NOTHING",
        id);
  }

  private void update(Connection system, String key, String name, long id) throws SQLException {
    execute(
        system,
        "UPDATE public.customers SET name = '%s %d', updated_at = clock_timestamp() WHERE %s = ?"
            .formatted(name, random.nextInt(), key),
        id);
  }

  private static void execute(Connection system, String sql, long id) throws SQLException {
    try (PreparedStatement statement = system.prepareStatement(sql)) {
      statement.setLong(1, id);
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    crm.close();
    billing.close();
  }
}

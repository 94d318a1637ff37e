package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the targets of the upgrade drill must hold, worked out from the sources as they are. */
final class MergedCustomers {
  private final SortedMap<Long, Customer> crm;
  private final SortedMap<Long, Customer> billing;

  private MergedCustomers(SortedMap<Long, Customer> crm, SortedMap<Long, Customer> billing) {
    this.crm = crm;
    this.billing = billing;
  }

  /** A customer of one system. */
  private record Customer(String name, Timestamp updated) {}

  static MergedCustomers read(PostgresServer server) throws SQLException {
    return new MergedCustomers(
        customers(server, UpgradePipeline.CRM, "id"),
        customers(server, UpgradePipeline.BILLING, "customer_id"));
  }

  private static SortedMap<Long, Customer> customers(
      PostgresServer server, String database, String key) throws SQLException {
    SortedMap<Long, Customer> customers = new TreeMap<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT "
                    + key
                    + ", name, updated_at FROM public.customers WHERE "
                    + key
                    + " > 0")) {
      while (rows.next()) {
        customers.put(rows.getLong(1), new Customer(rows.getString(2), rows.getTimestamp(3)));
      }
    }
    return customers;
  }

  /** The names by id: the later one, and at equal times the one of the preferred system. */
  SortedMap<Long, String> names(boolean crmFirst) {
    SortedMap<Long, String> names = new TreeMap<>();
    TreeSet<Long> ids = new TreeSet<>(crm.keySet());
    ids.addAll(billing.keySet());
    for (long id : ids) {
      names.put(id, winner(crm.get(id), billing.get(id), crmFirst).name());
    }
    return names;
  }

  private static Customer winner(Customer crm, Customer billing, boolean crmFirst) {
    if (crm == null || billing == null) {
      return crm == null ? billing : crm;
    }
    int order = crm.updated().compareTo(billing.updated());
    return order > 0 || (order == 0 && crmFirst) ? crm : billing;
  }

  /** The e-mail addresses that the first system has, by id. */
  static SortedMap<Long, String> emails(PostgresServer server) throws SQLException {
    return column(server, UpgradePipeline.CRM, "customers", "email");
  }

  /** What a target holds. */
  static SortedMap<Long, String> written(PostgresServer server, String database, String column)
      throws SQLException {
    return column(server, database, "customer", column);
  }

  private static SortedMap<Long, String> column(
      PostgresServer server, String database, String table, String column) throws SQLException {
    SortedMap<Long, String> values = new TreeMap<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id, " + column + " FROM public." + table + " WHERE id > 0")) {
      while (rows.next()) {
        values.put(rows.getLong(1), rows.getString(2));
      }
    }
    return values;
  }

  /** How many entries are not in both. */
  static long differences(Map<Long, String> left, Map<Long, String> right) {
    TreeSet<Long> ids = new TreeSet<>(left.keySet());
    ids.addAll(right.keySet());
    return ids.stream()
        .filter(
            id ->
                left.containsKey(id) != right.containsKey(id)
                    || !Objects.equals(left.get(id), right.get(id)))
        .count();
  }
}

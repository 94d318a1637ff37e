package io.esync.jobs.demo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads the demo's tables by plain SQL. */
final class DemoTables {
  private final DemoDatabases databases;

  DemoTables(DemoDatabases databases) {
    this.databases = databases;
  }

  /** Makes a record of the current row. */
  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  Map<Long, CrmCustomer> crm() throws SQLException {
    return read(
        DemoDatabases.CRM,
        "SELECT id, full_name, email, phone, country,"
            + " CASE WHEN isfinite(last_contact_at) THEN last_contact_at END FROM customers",
        row ->
            new CrmCustomer(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                instant(row, 6)),
        CrmCustomer::id);
  }

  Map<Long, BillingAccount> billing() throws SQLException {
    return read(
        DemoDatabases.BILLING,
        "SELECT customer_no, holder, invoice_email, plan, balance FROM accounts",
        row ->
            new BillingAccount(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBigDecimal(5)),
        BillingAccount::customerNo);
  }

  Map<Long, Customer> warehouse() throws SQLException {
    return read(
        DemoDatabases.WAREHOUSE,
        "SELECT customer_id, name, email, phone, country, last_contact, plan, balance,"
            + " last_seen, newsletter FROM customers",
        row ->
            new Customer(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                instant(row, 6),
                row.getString(7),
                row.getBigDecimal(8),
                instant(row, 9),
                row.getObject(10, Boolean.class)),
        Customer::id);
  }

  /**
   * The one text that a query gives.
   *
   * @throws DemoFailedException if it gives no row
   */
  String text(String database, String query) throws SQLException {
    try (var connection = databases.connect(database);
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      if (!rows.next()) {
        throw new DemoFailedException("There is no row of: " + query);
      }
      return rows.getString(1);
    }
  }

  /** The one number that a query gives. */
  long number(String database, String query) throws SQLException {
    try (var connection = databases.connect(database);
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private <T> Map<Long, T> read(
      String database, String query, RowReader<T> reader, Function<T, Long> id)
      throws SQLException {
    Map<Long, T> found = new HashMap<>();
    try (var connection = databases.connect(database);
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        T read = reader.read(rows);
        found.put(id.apply(read), read);
      }
    }
    return found;
  }
}

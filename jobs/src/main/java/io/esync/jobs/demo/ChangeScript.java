package io.esync.jobs.demo;

import static io.esync.jobs.demo.DemoDatabases.BILLING;
import static io.esync.jobs.demo.DemoDatabases.CRM;

import io.esync.jobs.demo.ExpectedWarehouse.Played;
import io.esync.jobs.demo.ExpectedWarehouse.Side;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * What people do in the source systems while the job runs. Each statement is a transaction of its
 * own, one after the other, so that it is known who wrote last.
 */
final class ChangeScript {
  static final long BILLING_WINS = 42;
  static final long CRM_WINS = 43;
  static final long DELETED = 44;
  static final long REFUSED = 45;
  static final long MALFORMED = 46;

  /** The smallest number of customers that has all of them. */
  static final long LEAST_CUSTOMERS = 1000;

  private static final int ONE_IN = 100;
  private static final int CALLED = 7;
  private static final int BILLED = 11;
  private static final int SHOPPED = 23;
  private static final Instant SEEN = Instant.parse("2026-01-01T12:00:00Z");

  /** When the customer was seen whom the last event tells of, {@link #BILLING_WINS}. */
  static final Instant LAST_SEEN = SEEN.plusSeconds(1);

  private final DemoDatabases databases;
  private final DemoEvents events;
  private final long customers;
  private final Consumer<String> tell;
  private final Map<Long, Side> emailBy = new HashMap<>();
  private long changedRows;

  /**
   * @param customers how many there are before
   * @param tell is given a line for each change
   */
  ChangeScript(DemoDatabases databases, DemoEvents events, long customers, Consumer<String> tell) {
    this.databases = databases;
    this.events = events;
    this.customers = customers;
    this.tell = tell;
  }

  /** The customer that is new in the CRM; comes after every other change there. */
  long lastInCrm() {
    return customers + 1;
  }

  /** The customer that is new in billing; comes after every other change there. */
  long lastInBilling() {
    return customers + 2;
  }

  /** How many rows have been changed so far. */
  long changedRows() {
    return changedRows;
  }

  /** Plays all changes and tells what is known of them. */
  Played play(CustomerGenerator generator) throws SQLException {
    Map<Long, Customer> heldBack = new HashMap<>();
    for (long id : new long[] {REFUSED, MALFORMED}) {
      CrmCustomer crm = generator.crm(id).orElseThrow();
      BillingAccount billing = generator.billing(id).orElseThrow();
      heldBack.put(id, ExpectedWarehouse.merged(crm, billing, Side.CRM));
    }
    everydayWork();
    shopping();
    conflicts();
    crm("delete customer " + DELETED, "DELETE FROM customers WHERE id = " + DELETED);
    troubles();
    newcomers();
    return new Played(emailBy, Set.of(DELETED), heldBack);
  }

  private void everydayWork() throws SQLException {
    crm(
        "new phone numbers for one customer in " + ONE_IN,
        "UPDATE customers SET phone = '+49' || id WHERE id % " + ONE_IN + " = " + CALLED);
    billing(
        "new balances for another one in " + ONE_IN,
        "UPDATE accounts SET balance = balance + 10.50 WHERE customer_no % "
            + ONE_IN
            + " = "
            + BILLED);
  }

  private void shopping() {
    List<ShopEvent> seen =
        LongStream.rangeClosed(1, customers)
            .filter(id -> id % ONE_IN == SHOPPED)
            .mapToObj(id -> new ShopEvent(id, SEEN, true))
            .toList();
    shop("visits of another one in " + ONE_IN, seen);
  }

  private void conflicts() throws SQLException {
    crmEmail(BILLING_WINS);
    billingEmail(BILLING_WINS);
    billingEmail(CRM_WINS);
    crmEmail(CRM_WINS);
  }

  private void crmEmail(long id) throws SQLException {
    crm(
        "a new email for customer " + id,
        "UPDATE customers SET email = 'sales-knows-%d@example.com' WHERE id = %d"
            .formatted(id, id));
    emailBy.put(id, Side.CRM);
  }

  private void billingEmail(long id) throws SQLException {
    billing(
        "another email for customer " + id,
        "UPDATE accounts SET invoice_email = 'invoices-%d@example.com' WHERE customer_no = %d"
            .formatted(id, id));
    emailBy.put(id, Side.BILLING);
  }

  private void troubles() throws SQLException {
    billing(
        "a balance for customer " + REFUSED + " that the warehouse's CHECK refuses",
        "UPDATE accounts SET balance = 5000000.00 WHERE customer_no = " + REFUSED);
    crm(
        "the time 'infinity' for customer " + MALFORMED,
        "UPDATE customers SET last_contact_at = 'infinity' WHERE id = " + MALFORMED);
  }

  private void newcomers() throws SQLException {
    crm(
        "a new customer, " + lastInCrm(),
        "INSERT INTO customers VALUES (%d, 'Zoë Zimmermann', 'zoe@example.com', NULL, 'DE', NULL)"
            .formatted(lastInCrm()));
    billing(
        "a new customer, " + lastInBilling(),
        "INSERT INTO accounts VALUES (%d, 'Zeno Zappa', 'zeno@example.com', 'team', 12.34)"
            .formatted(lastInBilling()));
    shop(
        "customer " + BILLING_WINS + " is back after a while",
        List.of(new ShopEvent(BILLING_WINS, LAST_SEEN, false)));
  }

  private void shop(String what, List<ShopEvent> seen) {
    tell.accept("events   " + what);
    events.send(seen);
    changedRows += seen.size();
  }

  private void crm(String what, String sql) throws SQLException {
    tell.accept("crm      " + what);
    changedRows += databases.execute(CRM, sql);
  }

  private void billing(String what, String sql) throws SQLException {
    tell.accept("billing  " + what);
    changedRows += databases.execute(BILLING, sql);
  }
}

package io.esync.jobs.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills the source systems with generated customers. */
final class BulkLoad {
  private static final int FLUSH_CHARACTERS = 64 * 1024;
  private static final int ROWS_OF_INSERT = 1000;

  private BulkLoad() {}

  /**
   * How many rows a source holds.
   *
   * @param crm customers in the CRM
   * @param billing accounts in billing
   * @param events messages of the shop
   */
  record Loaded(long crm, long billing, long events) {
    long all() {
      return crm + billing + events;
    }
  }

  /** Loads customers 1 to {@code customers}. */
  static Loaded load(
      DemoDatabases databases, DemoEvents events, CustomerGenerator generator, long customers)
      throws SQLException {
    long crm = loadCrm(databases, all(customers, generator::crm));
    long billing = loadBilling(databases, all(customers, generator::billing));
    List<ShopEvent> shopping = all(customers, generator::event).toList();
    events.send(shopping);
    return new Loaded(crm, billing, shopping.size());
  }

  private static <T> Stream<T> all(long customers, LongFunction<Optional<T>> generator) {
    return LongStream.rangeClosed(1, customers)
        .mapToObj(generator)
        .flatMap(generated -> generated.stream());
  }

  private static long loadCrm(DemoDatabases databases, Stream<CrmCustomer> customers)
      throws SQLException {
    try (Connection connection = databases.connect(DemoDatabases.CRM)) {
      CopyIn copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY customers FROM STDIN");
      StringBuilder text = new StringBuilder();
      for (CrmCustomer customer : (Iterable<CrmCustomer>) customers::iterator) {
        text.append(line(customer));
        if (text.length() >= FLUSH_CHARACTERS) {
          write(copy, text);
        }
      }
      write(copy, text);
      return copy.endCopy();
    }
  }

  private static void write(CopyIn copy, StringBuilder text) throws SQLException {
    byte[] bytes = text.toString().getBytes(UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    text.setLength(0);
  }

  /** Generated values hold nothing that COPY would want escaped. */
  private static String line(CrmCustomer customer) {
    return Stream.of(
            customer.id(),
            customer.fullName(),
            customer.email(),
            customer.phone(),
            customer.country(),
            customer.lastContactAt())
        .map(value -> value == null ? "\\N" : value.toString())
        .collect(Collectors.joining("\t", "", "\n"));
  }

  private static long loadBilling(DemoDatabases databases, Stream<BillingAccount> accounts)
      throws SQLException {
    long loaded = 0;
    try (Connection connection = databases.connect(DemoDatabases.BILLING)) {
      connection.setAutoCommit(false);
      Iterator<BillingAccount> left = accounts.iterator();
      while (left.hasNext()) {
        loaded += insert(connection, left);
      }
      connection.commit();
    }
    return loaded;
  }

  /** Inserts the next accounts by one statement. */
  private static int insert(Connection connection, Iterator<BillingAccount> left)
      throws SQLException {
    List<BillingAccount> next =
        Stream.generate(() -> left.hasNext() ? left.next() : null)
            .takeWhile(account -> account != null)
            .limit(ROWS_OF_INSERT)
            .toList();
    String places = next.stream().map(account -> "(?,?,?,?,?)").collect(Collectors.joining(","));
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO accounts VALUES " + places)) {
      int at = 0;
      for (BillingAccount account : next) {
        insert.setLong(++at, account.customerNo());
        insert.setString(++at, account.holder());
        insert.setString(++at, account.invoiceEmail());
        insert.setString(++at, account.plan());
        insert.setBigDecimal(++at, account.balance());
      }
      return insert.executeUpdate();
    }
  }
}

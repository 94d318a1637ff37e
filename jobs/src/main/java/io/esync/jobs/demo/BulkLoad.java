package io.esync.jobs.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills the source databases with generated customers, by COPY. */
final class BulkLoad {
  private static final int FLUSH_CHARACTERS = 64 * 1024;

  private BulkLoad() {}

  /**
   * How many rows a source holds.
   *
   * @param crm customers in the CRM
   * @param billing accounts in billing
   */
  record Loaded(long crm, long billing) {}

  /** Loads customers 1 to {@code customers}. */
  static Loaded load(DemoDatabases databases, CustomerGenerator generator, long customers)
      throws SQLException {
    long crm =
        copy(
            databases,
            DemoDatabases.CRM,
            "customers",
            LongStream.rangeClosed(1, customers)
                .mapToObj(generator::crm)
                .flatMap(customer -> customer.map(BulkLoad::line).stream()));
    long billing =
        copy(
            databases,
            DemoDatabases.BILLING,
            "accounts",
            LongStream.rangeClosed(1, customers)
                .mapToObj(generator::billing)
                .flatMap(account -> account.map(BulkLoad::line).stream()));
    return new Loaded(crm, billing);
  }

  private static long copy(
      DemoDatabases databases, String database, String table, Stream<String> lines)
      throws SQLException {
    try (Connection connection = databases.connect(database)) {
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + table + " FROM STDIN");
      StringBuilder text = new StringBuilder();
      for (String line : (Iterable<String>) lines::iterator) {
        text.append(line);
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

  private static String line(CrmCustomer customer) {
    return line(
        customer.id(),
        customer.fullName(),
        customer.email(),
        customer.phone(),
        customer.country(),
        customer.lastContactAt());
  }

  private static String line(BillingAccount account) {
    return line(
        account.customerNo(),
        account.holder(),
        account.invoiceEmail(),
        account.plan(),
        account.balance());
  }

  /** Generated values hold nothing that COPY would want escaped. */
  private static String line(Object... values) {
    return Stream.of(values)
        .map(value -> value == null ? "\\N" : value.toString())
        .collect(Collectors.joining("\t", "", "\n"));
  }
}

package io.esync.jobs.demo;

import io.esync.jobs.cluster.FlinkRest;
import io.esync.jobs.cluster.Installation;
import io.esync.jobs.cluster.NextCheckpoints;
import io.esync.jobs.demo.BulkLoad.Loaded;
import io.esync.jobs.demo.ExpectedWarehouse.Played;
import io.esync.jobs.demo.ExpectedWarehouse.Side;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Runs {@code pipelines/customer-360.yaml} on real servers: loads two databases and a topic, merges
 * them into a warehouse and a lake, changes them while the job runs, and compares both with what
 * they must hold.
 */
public final class Demo {
  private static final long SEED = 360;
  private static final int DEAD_LETTERS = 2;
  private static final Duration SAVEPOINT_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration RUNNING_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CHECKPOINTS_TIMEOUT = Duration.ofMinutes(2);

  private final PrintWriter out;
  private final boolean terminal;
  private final long customers;
  private final boolean once;
  private final CustomerGenerator generator = new CustomerGenerator(SEED);

  /**
   * @param terminal whether what is printed is seen on a terminal
   * @param customers how many there are
   * @param once whether to end after the comparison instead of staying up
   */
  public Demo(PrintWriter out, boolean terminal, long customers, boolean once) {
    if (customers < ChangeScript.LEAST_CUSTOMERS) {
      throw new IllegalArgumentException(
          "The demo needs at least " + ChangeScript.LEAST_CUSTOMERS + " customers");
    }
    this.out = out;
    this.terminal = terminal;
    this.customers = customers;
    this.once = once;
  }

  /**
   * Runs it to the end; without {@code once} that is when this process ends.
   *
   * @throws DemoFailedException if the job fails or the warehouse is not what it must be
   */
  public void run() throws SQLException, InterruptedException {
    Installation installation = Installation.find();
    try (DemoFolder folder = DemoFolder.take(installation)) {
      try (DemoSystems systems = start(installation, folder)) {
        runOn(systems, installation);
        if (!once) {
          stayUp(systems);
        }
      }
    }
  }

  private void runOn(DemoSystems systems, Installation installation)
      throws SQLException, InterruptedException {
    try {
      run(installation, systems);
    } catch (RuntimeException | SQLException e) {
      if (!systems.failed()) {
        untilTheEnd(); // Ctrl-C has stopped the servers: a complaint about that would confuse
      }
      throw e;
    }
  }

  private static void untilTheEnd() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private DemoSystems start(Installation installation, DemoFolder folder) {
    say("Starting PostgreSQL, MySQL, Kafka, S3 and Flink in " + folder.root() + " ...");
    return DemoSystems.start(installation, folder);
  }

  private void run(Installation installation, DemoSystems systems)
      throws SQLException, InterruptedException {
    DemoTables tables = new DemoTables(systems.databases());
    Loaded loaded = BulkLoad.load(systems.databases(), systems.events(), generator, customers);
    say(
        "Loaded %,d customers: %,d rows in customers of crm (PostgreSQL), %,d in accounts of billing"
            + " (%s), %,d messages in %s (Kafka)",
        customers,
        loaded.crm(),
        loaded.billing(),
        systems.databases().billingSystem(),
        loaded.events(),
        DemoEvents.TOPIC);
    FlinkRest flink = systems.flink();
    say("Flink is ready: " + flink.address());

    Path pipeline = installation.home().resolve("pipelines/customer-360.yaml");
    say("flink run -d " + installation.jobJar().getFileName() + " --pipeline " + pipeline);
    ProgressLine copied = new ProgressLine(out, terminal, "customers in the warehouse", customers);
    String job = systems.submit(pipeline);
    flink.awaitRunning(job, RUNNING_TIMEOUT);
    JobWatch watch = new JobWatch(flink, job);
    firstCopy(copied, watch, flink, job, tables, loaded);

    say("The first copy is complete. Changing all three systems while the job runs:");
    ChangeScript script =
        new ChangeScript(
            systems.databases(), systems.events(), customers, line -> say("  " + line));
    Played played = script.play(generator);
    catchUp(watch, tables, script);
    flink.savepoint(job, systems.savepoints().toUri().toString(), SAVEPOINT_TIMEOUT);

    WarehouseReports reports = new WarehouseReports(systems.databases());
    long records = loaded.all() + script.changedRows();
    new DemoReport(out, reports).print(loaded, JobNumbers.settled(flink, job, records));
    out.println();
    new DemoReview(systems, tables, pipeline, this::say).pickCrm(ChangeScript.BILLING_WINS);
    flink.savepoint(job, systems.savepoints().toUri().toString(), SAVEPOINT_TIMEOUT);
    out.println();
    say("Web UI: " + flink.webUi(job));
    say("Waiting for a checkpoint: it makes the last files of the lake visible.");
    NextCheckpoints.await(flink, job, CHECKPOINTS_TIMEOUT); // a savepoint commits no files
    verify(systems, tables, reports, played.picked(ChangeScript.BILLING_WINS, Side.CRM));
  }

  private void firstCopy(
      ProgressLine line,
      JobWatch watch,
      FlinkRest flink,
      String job,
      DemoTables tables,
      Loaded loaded)
      throws SQLException {
    watch.await(
        "the first copy",
        new JobWatch.Goal() {
          @Override
          public long progress() throws SQLException {
            long copied = warehouseCount(tables, "true");
            line.show(copied);
            return copied + (copied < customers ? 0 : read());
          }

          @Override
          public boolean reached(long progress) {
            return progress >= customers + loaded.all();
          }

          private long read() {
            JobNumbers numbers = JobNumbers.of(flink, job);
            return Math.min(numbers.read("crm"), loaded.crm())
                + Math.min(numbers.read("billing"), loaded.billing())
                + Math.min(numbers.read("events"), loaded.events());
          }
        });
    line.end(customers);
  }

  /**
   * Waits for the last change of each system. Each log is read in its order (of the topic, each
   * partition), so all earlier ones are on their way by then, and a savepoint does not complete
   * before they are written.
   */
  private static void catchUp(JobWatch watch, DemoTables tables, ChangeScript script)
      throws SQLException {
    String changed =
        "customer_id IN (%d, %d) OR customer_id = %d AND last_seen = '%s'"
            .formatted(
                script.lastInCrm(),
                script.lastInBilling(),
                ChangeScript.BILLING_WINS,
                ChangeScript.LAST_SEEN);
    watch.await(
        "the last change",
        new JobWatch.Goal() {
          @Override
          public long progress() throws SQLException {
            return warehouseCount(tables, changed);
          }

          @Override
          public boolean reached(long progress) {
            return progress == 3;
          }
        });
  }

  private static long warehouseCount(DemoTables tables, String condition) throws SQLException {
    return tables.number(
        DemoDatabases.WAREHOUSE, "SELECT count(*) FROM customers WHERE " + condition);
  }

  private void verify(
      DemoSystems systems, DemoTables tables, WarehouseReports reports, Played played)
      throws SQLException {
    Map<Long, CrmCustomer> crm = tables.crm();
    Map<Long, BillingAccount> billing = tables.billing();
    List<ShopEvent> events = systems.events().read();
    compare("warehouse", ExpectedWarehouse.of(crm, billing, events, played), tables.warehouse());
    // Files have no constraint that could refuse a balance.
    Played inLake = played.taking(ChangeScript.REFUSED);
    compare("lake", ExpectedWarehouse.of(crm, billing, events, inLake), systems.lake().customers());
    int deadLetters = reports.deadLetters().size();
    if (deadLetters != DEAD_LETTERS) {
      throw new DemoFailedException(
          "There must be " + DEAD_LETTERS + " dead letters, and there are " + deadLetters + ".");
    }
  }

  private void compare(String target, Map<Long, Customer> expected, Map<Long, Customer> actual) {
    Comparison comparison = Comparison.of(expected, actual);
    say(
        "Verified: %,d customers in the %s compared with an independent computation, %,d differ",
        comparison.compared(), target, comparison.differences().size());
    if (!comparison.differences().isEmpty()) {
      throw new DemoFailedException(
          "The " + target + " is not what it must be:\n  " + comparison.sample());
    }
  }

  private void stayUp(DemoSystems systems) throws InterruptedException {
    out.println();
    say("Everything stays up until Ctrl-C. Change something and look at the warehouse:");
    for (String database :
        new String[] {DemoDatabases.CRM, DemoDatabases.BILLING, DemoDatabases.WAREHOUSE}) {
      say("  %-10s %s", database, systems.databases().address(database));
    }
    say("  %-10s %s", "events", systems.events().address());
    say("  %-10s %s", "lake", systems.lake().address());
    untilTheEnd();
  }

  private void say(String format, Object... values) {
    out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    out.flush();
  }
}

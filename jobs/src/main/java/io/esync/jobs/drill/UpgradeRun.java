package io.esync.jobs.drill;

import static io.esync.jobs.drill.MergedCustomers.differences;
import static io.esync.jobs.drill.MergedCustomers.written;
import static io.esync.jobs.drill.UpgradePipeline.BILLING;
import static io.esync.jobs.drill.UpgradePipeline.CRM;
import static io.esync.jobs.drill.UpgradePipeline.FIRST;
import static io.esync.jobs.drill.UpgradePipeline.SECOND;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.cluster.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The upgrade drill: a job is stopped with a savepoint, its pipeline file gets another column,
 * another priority and another target, and it goes on. Customers are changed before, meanwhile and
 * afterwards.
 */
final class UpgradeRun {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int MARKERS = 64;

  /** Customers that have the same time in both systems, and are changed after the upgrade. */
  private static final long TOUCHED = CustomerChanges.EVEN / 2;

  private final DrillSite site;
  private final PostgresServer server;
  private final UpgradePipeline pipeline;
  private final int customers;
  private final Random random;
  private final Consumer<String> progress;
  private final List<Finding> findings = new ArrayList<>();

  UpgradeRun(DrillSite site, int customers, long seed, Consumer<String> progress) {
    this.site = site;
    this.server = site.server();
    this.pipeline = new UpgradePipeline(site);
    this.customers = customers;
    this.random = new Random(seed);
    this.progress = progress;
  }

  /**
   * What a look at a target gave.
   *
   * @param rows that it must hold
   * @param different rows that are missing, extra or different
   */
  record Finding(String what, long rows, long different) {}

  List<Finding> run() throws SQLException {
    List.of(CRM, BILLING, FIRST, SECOND).forEach(server::createDatabase);
    CustomerChanges.createTables(server, customers);
    try (CustomerChanges changes = new CustomerChanges(server, customers, random)) {
      String job = site.submit("upgrade-before", pipeline.before());
      await("the copy did not end", () -> Sql.count(server, FIRST, "public.customer") == customers);
      changes.make(customers / 2);
      String savepoint = site.stop(job);
      progress.accept("stopped with savepoint " + savepoint);
      changes.make(customers / 2);
      job = site.submit("upgrade-after", pipeline.after(), "-s", savepoint);
      progress.accept("goes on with the new pipeline file");
      changes.make(customers / 2);
      awaitResolvedAgain(job);
      awaitCaughtUp(job, 1, FIRST);
      compareAfterResume();
      touch();
      awaitCaughtUp(job, 2, FIRST);
      awaitCaughtUp(job, 3, SECOND);
      compareAfterTouch();
      site.cancel(job);
    }
    List.of(CRM, BILLING).forEach(site::drop);
    List.of(FIRST, SECOND)
        .forEach(name -> server.execute("postgres", "DROP DATABASE " + name + " WITH (FORCE)"));
    return findings;
  }

  private void compareAfterResume() throws SQLException {
    SortedMap<Long, String> expected = MergedCustomers.read(server).names(false);
    compare("all changes, by the new priority", expected, FIRST, "name");
  }

  /** Every key was looked at by the new policy, out of the state. */
  private void awaitResolvedAgain(String job) {
    await(
        "the new policy did not look at all keys",
        () -> {
          Collection<Double> left =
              site.flink().metrics(job, name -> name.endsWith("toResolveAgain")).values();
          return !left.isEmpty() && left.stream().allMatch(keys -> keys == 0);
        });
  }

  /** Every customer is written anew in both systems, but for some that the upgrade shall leave. */
  private void touch() {
    touch(BILLING, "customer_id");
    touch(CRM, "id");
  }

  private void touch(String database, String key) {
    server.execute(
        database,
        "UPDATE public.customers SET updated_at = '2026-02-01 00:00:00Z' WHERE %s BETWEEN 1 AND %d"
            .formatted(key, TOUCHED),
        "UPDATE public.customers SET updated_at = clock_timestamp() WHERE %s > %d"
            .formatted(key, CustomerChanges.EVEN));
  }

  private void compareAfterTouch() throws SQLException {
    SortedMap<Long, String> names = MergedCustomers.read(server).names(false);
    compare("the new priority, untouched customers too", names, FIRST, "name");
    SortedMap<Long, String> emails = new TreeMap<>(MergedCustomers.emails(server));
    untouched(emails).keySet().forEach(id -> emails.put(id, null));
    compare("the new column, where something changed", emails, FIRST, "email");
    compare("the new target, what changed or looks different", names, SECOND, "name");
  }

  private static SortedMap<Long, String> untouched(SortedMap<Long, String> names) {
    return new TreeMap<>(names.subMap(TOUCHED + 1, CustomerChanges.EVEN + 1L));
  }

  private void compare(String what, SortedMap<Long, String> expected, String target, String column)
      throws SQLException {
    long different = differences(expected, written(server, target, column));
    findings.add(new Finding(what, expected.size(), different));
  }

  /** Markers in both systems come last; see {@link ConsistencyRun}. */
  private void awaitCaughtUp(String job, int round, String target) {
    String ids = "SELECT -(i + %d) FROM generate_series(1, %d) i".formatted(1000 * round, MARKERS);
    server.execute(CRM, "INSERT INTO public.customers (id) " + ids);
    String billing = ids.replace("i +", "i + 500 +");
    server.execute(BILLING, "INSERT INTO public.customers (customer_id) " + billing);
    await(
        "the target did not catch up",
        () ->
            Sql.number(
                    server,
                    target,
                    "SELECT count(*) FROM public.customer WHERE id < 0 AND -id BETWEEN %d AND %d"
                        .formatted(1000 * round, 1000 * round + 999))
                == 2 * MARKERS);
    site.awaitCheckpoints(job);
  }

  private static void await(String tooLate, BooleanSupplier condition) {
    if (!Polling.holds(PATIENCE, condition::getAsBoolean)) {
      throw new IllegalStateException(tooLate + " within " + PATIENCE.toMinutes() + " min");
    }
  }
}

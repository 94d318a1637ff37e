package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.cli.EsyncCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reviews and decisions in tables, by the command line, on a cluster that is stopped between. */
class ReviewIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String WAREHOUSE = "reviews_warehouse";
  private static final List<String> SYSTEMS = List.of("reviews_crm", "reviews_billing");

  private final DrillSite site = SharedSite.get();
  private final PostgresServer server = site.server();
  private final Path file = site.folder().resolve("reviews.yaml");
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void createDatabases() {
    server.createDatabase(WAREHOUSE);
    for (String system : SYSTEMS) {
      server.createDatabase(system);
      server.execute(
          system,
          "CREATE TABLE contacts (id bigint PRIMARY KEY, email text, balance numeric(9,2))",
          "INSERT INTO contacts VALUES (1, 'one@"
              + system
              + "', 1), (2, 'two@"
              + system
              + "', 2), (3, 'three', 3)");
    }
  }

  @AfterEach
  void dropDatabases() {
    SYSTEMS.forEach(site::drop);
    site.drop(WAREHOUSE);
  }

  @Test
  void reviews_are_decided_by_command_and_stay_open_over_a_stop() {
    String job = site.submit("reviews", yaml());
    await().atMost(PATIENCE).until(() -> number("esync_review WHERE status = 'OPEN'") == 2);
    assertThat(Sql.count(server, WAREHOUSE, "esync_decision"))
        .as("the table of decisions is there before the first")
        .isZero();

    assertThat(esync("list")).isZero();
    assertThat(out.toString()).contains("{\"id\":1}").contains("{\"id\":2}").doesNotContain(":3}");
    String first = reviewOf(1);
    String second = reviewOf(2);
    assertThat(esync("show", first)).isZero();
    assertThat(out.toString())
        .contains("\"one@reviews_crm\"")
        .contains("\"one@reviews_billing\"")
        .contains("targets keep what they have (hold-field)");
    String held = email(1);
    String picked = held.equals("one@reviews_crm") ? "billing" : "crm";

    assertThat(esync("decide", first, "--pick", "support", "--reviewer", "ada")).isEqualTo(2);
    assertThat(err.toString()).contains("source 'support' is no candidate");
    assertThat(esync("decide", first, "--pick", picked, "--reviewer", "ada", "--wait", "60s"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("into       table esync_decision").contains("RESOLVED");
    await().atMost(PATIENCE).until(() -> email(1).equals("one@reviews_" + picked));

    String savepoint = site.stop(job);
    assertThat(esync("decide", second, "--set", "two@example.org", "--reviewer", "bob")).isZero();
    server.execute(
        WAREHOUSE,
        "INSERT INTO esync_decision (decision_id, entity, field, decided_at)"
            + " VALUES ('by-hand', 'customer', 'phone', now())");
    server.execute("reviews_billing", "UPDATE contacts SET email = 'one@new' WHERE id = 1");
    job = site.submit("reviews", yaml(), "-s", savepoint);

    await().atMost(PATIENCE).until(() -> "two@example.org".equals(email(2)));
    await().atMost(PATIENCE).until(() -> number("esync_review WHERE status = 'OPEN'") == 1);
    assertThat(reviewOf(1)).isEqualTo(first);
    await().atMost(PATIENCE).until(() -> Sql.count(server, WAREHOUSE, "esync_dlq") == 1);
    assertThat(number("esync_dlq WHERE code = 'INVALID_DECISION'")).isEqualTo(1);

    savepoint = site.stop(job);
    job = site.submit("reviews", yaml(), "-s", savepoint);
    assertThat(esync("decide", first, "--pick", "billing", "--reviewer", "ada", "--wait", "60s"))
        .as(err.toString())
        .isZero();
    await().atMost(PATIENCE).until(() -> "one@new".equals(email(1)));
    assertThat(email(2)).isEqualTo("two@example.org");
    assertThat(number("esync_review WHERE status = 'OPEN'")).isZero();
    assertThat(site.flink().failure(job)).isEmpty();
    site.cancel(job);
  }

  private String reviewOf(int id) {
    return text(
        "SELECT review_id FROM esync_review WHERE status = 'OPEN' AND entity_key = '{\"id\":"
            + id
            + "}'");
  }

  private String email(int id) {
    return text("SELECT email FROM customers WHERE id = " + id);
  }

  /** The one value that {@code query} answers with. */
  private String text(String query) {
    try (Connection connection = server.connect(WAREHOUSE);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(query + ": " + e.getMessage(), e);
    }
  }

  private long number(String rows) {
    String table = rows.split(" ", 2)[0];
    return Sql.count(server, WAREHOUSE, table) == 0
        ? 0
        : Sql.number(server, WAREHOUSE, "SELECT count(*) FROM " + rows);
  }

  /** Runs a sub-command of {@code review}; what it printed replaces what was printed before. */
  private int esync(String command, String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    String[] all = new String[arguments.length + 4];
    all[0] = "review";
    all[1] = command;
    all[2] = "--pipeline";
    all[3] = file.toString();
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return EsyncCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }

  private String yaml() {
    String warehouse =
        "{url: \"%s\", username: %s, password: \"${file:%s}\""
            .formatted(server.jdbcUrl(WAREHOUSE), server.user(), site.passwordFile());
    StringBuilder sources = new StringBuilder();
    for (String system : SYSTEMS) {
      sources.append(
          """
              - id: %s
                type: postgres-cdc
                config: {host: %s, port: %d, database: %s, username: %s, password: "${file:%s}", tables: [public.contacts]}
          """
              .formatted(
                  system.replace("reviews_", ""),
                  server.host(),
                  server.port(),
                  system,
                  server.user(),
                  site.passwordFile()));
    }
    return """
        pipeline:
          id: reviews
          parallelism: 2
          data_dir: %1$s
          checkpointing: {interval: 500ms}
          sources:
        %2$s
          entities:
            - name: customer
              key: [id]
              fields: {id: {type: bigint}, email: {type: string}, balance: {type: "decimal(9,2)"}}
              from: [{source: crm}, {source: billing}]
              merge:
                strategy: field-level
                review: {fields: [email], when: any-difference, pending: hold-field}
              to: [{target: warehouse, table: customers}]
          targets: [{id: warehouse, type: jdbc, config: %3$s, flush_interval: 100ms}}]
          dlq: {type: jdbc, config: %3$s, flush_interval: 100ms}}
          review: {type: jdbc, config: %3$s, flush_interval: 100ms}, route: {table: esync_review}}
          control: [{id: decisions, type: jdbc, config: %3$s, tables: [esync_decision], cursor: decided_at, interval: 200ms}}]
        """
        .formatted(site.folder().resolve("data"), sources, warehouse);
  }
}

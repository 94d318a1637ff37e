package io.esync.jobs.demo;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows the reviews that are open, and decides one of them by command. */
final class DemoReview {
  private static final String ANSWER_WITHIN = "60s";

  private final DemoSystems systems;
  private final DemoTables tables;
  private final String pipeline;
  private final Consumer<String> tell;

  /**
   * @param pipeline the file that was submitted
   * @param tell is given a line for each thing that is to be seen
   */
  DemoReview(DemoSystems systems, DemoTables tables, Path pipeline, Consumer<String> tell) {
    this.systems = systems;
    this.tables = tables;
    this.pipeline = pipeline.toString();
    this.tell = tell;
  }

  /** Picks the CRM's email address of {@code customer}, where billing's is shown meanwhile. */
  void pickCrm(long customer) throws SQLException, InterruptedException {
    tell.accept("Two systems gave a new email address at nearly the same time: people are asked.");
    run("review", "list", "--pipeline", pipeline);
    String id =
        tables.text(
            DemoDatabases.WAREHOUSE,
            "SELECT review_id FROM esync_review WHERE status = 'OPEN' AND entity_key = '"
                + "{\"customer_id\":"
                + customer
                + "}'");
    String before = email(customer);
    run(
        "review",
        "decide",
        id,
        "--pick",
        "crm",
        "--reviewer",
        "ada",
        "--reason",
        "asked the customer",
        "--wait",
        ANSWER_WITHIN,
        "--pipeline",
        pipeline);
    tell.accept("  email of customer " + customer + " in the warehouse");
    tell.accept("    before the decision  " + before);
    tell.accept("    after it             " + email(customer));
  }

  private String email(long customer) throws SQLException {
    return tables.text(
        DemoDatabases.WAREHOUSE, "SELECT email FROM customers WHERE customer_id = " + customer);
  }

  private void run(String... arguments) throws InterruptedException {
    tell.accept("$ scripts/esync " + shell(arguments));
    systems.command(arguments).lines().forEach(line -> tell.accept("  " + line));
    tell.accept("");
  }

  /** The arguments as one would type them. */
  private static String shell(String... arguments) {
    return Stream.of(arguments)
        .map(argument -> argument.contains(" ") ? '"' + argument + '"' : argument)
        .collect(Collectors.joining(" "));
  }
}

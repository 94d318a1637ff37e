package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.testkit.PostgresServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code check} says, and what the record of the options refuses. */
class JdbcSourceCheckTest {
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    server.execute(
        "postgres",
        "REVOKE ALL ON SCHEMA public FROM public",
        "CREATE USER guest PASSWORD 'geheim'",
        "CREATE TABLE customer (id bigint PRIMARY KEY, name text, updated_at timestamptz)");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JdbcSourceConfig config(String... tables) {
    return TestSource.config(server.jdbcUrl("postgres"), server.user(), server.password(), tables);
  }

  @Test
  void a_table_that_is_not_there_is_said_by_check_and_by_the_source() {
    JdbcSourceConfig config = config("customer", "public.orders");

    assertThat(TestSource.problems(config, "customer", "public.orders"))
        .containsExactly("table 'public.orders' does not exist, or user 'postgres' may not see it");
    try (TestSource orders = new TestSource(config("public.orders"))) {
      assertThatThrownBy(orders::poll)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("'public.orders' does not exist");
    }
  }

  @Test
  void the_check_finds_all_that_is_in_the_way() {
    server.execute(
        "postgres",
        "CREATE TABLE orders (id bigint, at timestamptz)",
        "CREATE TABLE notes (id float8 PRIMARY KEY, updated_at text)");
    JdbcSourceConfig guest =
        TestSource.config(server.jdbcUrl("postgres"), "guest", "geheim", "customer");
    JdbcSourceConfig wrong =
        TestSource.config(server.jdbcUrl("postgres"), "guest", "s3cret", "customer");

    assertThat(TestSource.problems(config("customer"), "customer")).isEmpty();
    assertThat(TestSource.problems(config("customer", "orders", "notes"), "invoices"))
        .containsExactly(
            "source 'crm' has no stream 'invoices'",
            "table 'orders' has no column 'updated_at'",
            "table 'orders' has no primary key",
            "table 'notes': column 'updated_at' is text, which cannot be a cursor",
            "table 'notes': column 'id' is double precision, which gives rows no exact order");
    assertThat(TestSource.problems(guest))
        .containsExactly("table 'customer' does not exist, or user 'guest' may not see it");
    server.execute("postgres", "GRANT USAGE ON SCHEMA public TO guest");
    assertThat(TestSource.problems(guest))
        .singleElement()
        .asString()
        .startsWith("table 'customer' cannot be read: ERROR: permission denied");
    assertThat(TestSource.problems(wrong))
        .singleElement()
        .asString()
        .contains("password authentication failed")
        .doesNotContain("s3cret");
  }

  @Test
  void contradictions_are_refused_and_no_secret_is_shown() {
    String url = "jdbc:postgresql://localhost/db";

    assertThatThrownBy(
            () -> TestSource.config("jdbc:postgresql://me:s3cret@localhost/db", "u", "p", "t"))
        .hasMessageContaining("'username' and 'password'")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> TestSource.config(url, "u", "p")).hasMessageContaining("tables must");
    assertThatThrownBy(() -> TestSource.config(url, "u", "p", "t", "t"))
        .hasMessageContaining("stands twice");
    assertThatThrownBy(() -> TestSource.config(url, "u", "p", "a.b.c"))
        .hasMessageContaining("more than two parts");
    assertThat(TestSource.config(url, "u", "s3cret", "t").toString()).doesNotContain("s3cret");
  }
}

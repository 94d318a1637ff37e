package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.PostgresServer;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each missing prerequisite is one failure that names the thing and the mend. */
final class PostgresCheckTest {
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    server.createDatabase("shop");
    server.execute(
        "shop",
        "CREATE ROLE plain LOGIN PASSWORD 's3cret'",
        "CREATE ROLE replicator LOGIN REPLICATION PASSWORD 's3cret'",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO replicator",
        "CREATE TABLE customers (id int PRIMARY KEY, email text)",
        "CREATE TABLE log (line text)",
        "CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)",
        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10)",
        "GRANT SELECT ON customers TO replicator");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Options of a connection and of what is captured; the rest is default. */
  private record Given(String host, int port, String database, String user, String password) {
    List<CheckFailure> check(SourceContext.Stream stream, String... tables) {
      return check(null, null, true, stream, tables);
    }

    List<CheckFailure> check(
        String slot,
        String publication,
        boolean autocreate,
        SourceContext.Stream stream,
        String... tables) {
      PostgresCdcConfig config =
          new PostgresCdcConfig(
              host,
              port,
              database,
              user,
              Secret.of(password),
              List.of(tables),
              slot,
              publication,
              autocreate,
              0,
              50_000,
              5_000,
              null,
              Duration.ofSeconds(1),
              Duration.ofSeconds(2),
              "prefer");
      List<SourceContext.Stream> streams = stream == null ? List.of() : List.of(stream);
      return new PostgresCdcConnector().check(config, new SourceContext("p", "s", streams));
    }
  }

  private static Given superuser() {
    return new Given(server.host(), server.port(), "shop", server.user(), server.password());
  }

  private static Given role(String name) {
    return new Given(server.host(), server.port(), "shop", name, "s3cret");
  }

  private static void assertOne(List<CheckFailure> failures, String problem, String remedy) {
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).problem()).contains(problem);
    assertThat(failures.get(0).remedy()).contains(remedy);
    assertThat(failures.toString()).doesNotContain("s3cret");
  }

  @Test
  void all_is_well() {
    assertThat(superuser().check(null, "public.customers")).isEmpty();
  }

  @Test
  void an_unreachable_host_is_named() {
    Given nobody = new Given("127.0.0.1", 1, "shop", "x", "s3cret");
    assertOne(nobody.check(null, "public.customers"), "127.0.0.1:1", "host and port");
  }

  @Test
  void wrong_credentials_are_told_without_the_password() {
    Given wrong = new Given(server.host(), server.port(), "shop", "replicator", "not s3cret");
    assertOne(wrong.check(null, "public.customers"), "role 'replicator'", "password");
  }

  @Test
  void a_missing_database_is_named() {
    Given wrong = new Given(server.host(), server.port(), "shpo", "replicator", "s3cret");
    assertOne(wrong.check(null, "public.customers"), "database 'shpo'", "database");
  }

  @Test
  void tables_that_match_nothing_are_named() {
    assertOne(superuser().check(null, "public.custmers"), "'public.custmers'", "tables");
  }

  @Test
  void a_stream_outside_of_the_tables_is_named() {
    SourceContext.Stream stream = new SourceContext.Stream("public.orders", List.of());
    assertOne(superuser().check(stream, "public.customers"), "'public.orders'", "tables");
  }

  @Test
  void a_role_without_rights_gets_the_grants_to_run() {
    List<CheckFailure> failures = role("plain").check(null, "public.customers");

    assertThat(failures)
        .extracting(CheckFailure::remedy)
        .satisfiesExactly(
            remedy -> assertThat(remedy).isEqualTo("ALTER ROLE \"plain\" REPLICATION"),
            remedy ->
                assertThat(remedy)
                    .isEqualTo("GRANT SELECT ON \"public\".\"customers\" TO \"plain\""),
            remedy -> assertThat(remedy).contains("CREATE PUBLICATION \"esync_p__s\" FOR TABLE"));
  }

  @Test
  void a_publication_that_an_administrator_must_create_is_given_as_a_statement() {
    assertOne(
        superuser().check(null, "missing", false, null, "public.customers"),
        "publication 'missing' does not exist",
        "CREATE PUBLICATION \"missing\" FOR TABLE \"public\".\"customers\"");
  }

  @Test
  void a_publication_that_lacks_a_table_is_named() {
    server.execute("shop", "CREATE PUBLICATION partial FOR TABLE parts_1");
    assertOne(
        superuser().check(null, "partial", false, null, "public.customers"),
        "lacks tables",
        "ALTER PUBLICATION \"partial\" ADD TABLE \"public\".\"customers\"");
  }

  @Test
  void a_publication_of_single_partitions_is_refused() {
    server.execute("shop", "CREATE PUBLICATION leaves FOR TABLE parts");
    assertThat(superuser().check(null, "leaves", true, null, "public.parts"))
        .anyMatch(failure -> failure.remedy().contains("publish_via_partition_root = true"));
  }

  @Test
  void a_publication_with_a_row_filter_is_refused() {
    server.execute("shop", "CREATE PUBLICATION some_rows FOR TABLE customers WHERE (id > 1)");
    assertOne(
        superuser().check(null, "some_rows", true, null, "public.customers"),
        "leaves out rows",
        "whole tables");
  }

  @Test
  void a_table_without_a_key_is_refused() {
    assertOne(superuser().check(null, "public.log"), "has no primary key", "REPLICA IDENTITY FULL");
  }

  @Test
  void a_key_that_deletes_do_not_tell_asks_for_full_replica_identity() {
    SourceContext.Stream stream = new SourceContext.Stream("public.customers", List.of("email"));
    assertOne(
        superuser().check(stream, "public.customers"),
        "key field email",
        "ALTER TABLE \"public\".\"customers\" REPLICA IDENTITY FULL");
  }

  @Test
  void fields_of_where_that_deletes_do_not_tell_are_called_what_they_are() {
    SourceContext.Stream stream =
        new SourceContext.Stream("public.customers", List.of("id"), List.of("email"));
    assertOne(
        superuser().check(stream, "public.customers"),
        "do not tell the field email that 'where' of the entity reads",
        "ALTER TABLE \"public\".\"customers\" REPLICA IDENTITY FULL");
  }

  @Test
  void a_slot_of_another_plugin_is_refused() {
    server.execute("shop", "SELECT pg_create_physical_replication_slot('physical')");
    assertOne(
        superuser().check("physical", null, true, null, "public.customers"),
        "not pgoutput",
        "slot_name");
  }

  @Test
  void a_slot_of_another_database_is_refused() {
    server.execute(
        "postgres", "SELECT pg_create_logical_replication_slot('elsewhere', 'pgoutput')");
    assertOne(
        superuser().check("elsewhere", null, true, null, "public.customers"),
        "belongs to database 'postgres'",
        "slot_name");
  }

  @Test
  void a_slot_in_use_is_refused() throws Exception {
    server.execute("shop", "CREATE PUBLICATION used FOR TABLE customers");
    server.execute("shop", "SELECT pg_create_logical_replication_slot('used', 'pgoutput')");
    String url =
        server.jdbcUrl("shop")
            + "?replication=database&preferQueryMode=simple&assumeMinServerVersion=12";
    try (Connection connection =
        java.sql.DriverManager.getConnection(url, server.user(), server.password())) {
      connection
          .unwrap(org.postgresql.PGConnection.class)
          .getCopyAPI()
          .copyDual(
              "START_REPLICATION SLOT used LOGICAL 0/0"
                  + " (proto_version '1', publication_names 'used')");

      assertOne(
          superuser().check("used", null, true, null, "public.customers"),
          "is in use by server process",
          "Stop the job");
    }
  }

  @Test
  void a_server_without_logical_log_and_free_slots_is_told_so() {
    try (PostgresServer physical =
        PostgresServer.builder()
            .setting("wal_level", "replica")
            .setting("max_replication_slots", "0")
            .start()) {
      physical.execute("postgres", "CREATE TABLE t (id int PRIMARY KEY)");
      Given given =
          new Given(
              physical.host(), physical.port(), "postgres", physical.user(), physical.password());

      assertThat(given.check(null, "public.t"))
          .extracting(CheckFailure::problem)
          .satisfiesExactly(
              problem -> assertThat(problem).contains("wal_level is 'replica'"),
              problem -> assertThat(problem).contains("all 0 replication slots"));
    }
  }
}

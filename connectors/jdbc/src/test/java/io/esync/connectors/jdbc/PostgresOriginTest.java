package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.DataType;
import io.esync.operators.model.RowSchema;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writes that bear a mark, so that a source knows them again. */
class PostgresOriginTest {
  private static final RowSchema CUSTOMER =
      schema(field("id", DataType.BIGINT), field("email", DataType.STRING));
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.builder().setting("max_replication_slots", "2").start();
    server.execute(
        "postgres",
        "CREATE ROLE plain LOGIN PASSWORD 'plain'",
        "GRANT CREATE ON SCHEMA public TO plain");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TestTarget target() {
    return TestTarget.at(server.jdbcUrl("postgres"), server.user(), server.password());
  }

  @Test
  void each_writer_has_an_origin_of_its_own_that_no_other_gets_while_it_is_open() throws Exception {
    try (TargetWriter first = target().openMarked(0);
        TargetWriter second = target().openMarked(1)) {
      first.write(List.of(upsert(CUSTOMER, 1L, "a")));
      second.write(List.of(upsert(CUSTOMER, 2L, "b")));

      TargetException taken =
          catchThrowableOfType(TargetException.class, () -> target().openMarked(0));
      assertThat(taken.kind()).isEqualTo(Kind.TRANSIENT);
    }

    target().openMarked(0).close();
    assertThat(
            PostgresTable.query(server, "SELECT roname FROM pg_replication_origin ORDER BY roname"))
        .containsExactly("esync/pipe/warehouse/0", "esync/pipe/warehouse/1");
  }

  @Test
  void a_check_tells_the_grants_that_marking_needs_and_only_where_it_marks() {
    TestTarget plain = TestTarget.at(server.jdbcUrl("postgres"), "plain", "plain").table("others");

    assertThat(plain.check()).isEmpty();
    assertThat(plain.checkMarked())
        .hasSize(3)
        .extracting(CheckFailure::remedy)
        .allMatch(remedy -> remedy.startsWith("GRANT EXECUTE ON FUNCTION pg_replication_origin_"));
  }

  @Test
  void a_check_tells_that_no_origin_is_left() {
    server.execute(
        "postgres",
        "SELECT pg_replication_origin_create('other_a')",
        "SELECT pg_replication_origin_create('other_b')");

    assertThat(target().checkMarked())
        .singleElement()
        .matches(failure -> failure.problem().contains("no replication origin left"));
    server.execute(
        "postgres",
        "SELECT pg_replication_origin_drop('other_a')",
        "SELECT pg_replication_origin_drop('other_b')");
  }
}

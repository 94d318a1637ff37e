package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static io.esync.connectors.jdbc.SharedPostgres.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.RowSchema;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresFailureTest {
  private static final RowSchema CUSTOMER =
      schema(field("id", DataType.BIGINT), field("email", DataType.STRING));

  private static final PostgresServer SERVER = SharedPostgres.get();

  /** A test may have left it stopped. */
  @BeforeEach
  void start() {
    SERVER.restart();
    SharedPostgres.empty();
  }

  private static TargetException failure(TargetWriter writer, ChangeRecord change) {
    return catchThrowableOfType(TargetException.class, () -> writer.write(List.of(change)));
  }

  @Test
  void a_restarted_server_costs_one_transient_failure() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(List.of(upsert(CUSTOMER, 1L, "a")));

      SERVER.restart();
      TargetException lost = failure(writer, upsert(CUSTOMER, 2L, "b"));
      writer.write(List.of(upsert(CUSTOMER, 2L, "b")));

      assertThat(lost.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(PostgresTable.query(SERVER, "SELECT count(*) FROM customer")).containsExactly("2");
    }
  }

  @Test
  void a_server_that_is_down_is_transient_until_it_is_back() throws Exception {
    try (TargetWriter writer = target().open()) {
      SERVER.stop();
      TargetException lost = failure(writer, upsert(CUSTOMER, 1L, "a"));
      TargetException refused = failure(writer, upsert(CUSTOMER, 1L, "a"));
      SERVER.restart();
      writer.write(List.of(upsert(CUSTOMER, 1L, "a")));

      assertThat(lost.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(refused.detail()).isEqualTo("08001");
    }
  }

  @Test
  void a_server_that_does_not_answer_is_transient() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      TestTarget target =
          target().url("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/postgres");

      TargetException failure = catchThrowableOfType(TargetException.class, target::open);

      assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  @Test
  void a_dropped_table_is_fatal() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(List.of(upsert(CUSTOMER, 1L, "a")));
      SERVER.execute("postgres", "DROP TABLE customer");

      TargetException gone = failure(writer, upsert(CUSTOMER, 2L, "b"));

      assertThat(gone.kind()).isEqualTo(Kind.FATAL);
      assertThat(gone.detail()).isEqualTo("42P01");
      assertThat(gone).hasMessageContaining("customer");
    }
  }

  @Test
  void a_withdrawn_privilege_is_fatal() throws Exception {
    SERVER.execute(
        "postgres",
        "CREATE TABLE customer (id bigint PRIMARY KEY, email text)",
        "CREATE USER writer PASSWORD 'secret'",
        "GRANT USAGE ON SCHEMA public TO writer",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON customer TO writer");
    try (TargetWriter writer = target().as("writer", "secret").open()) {
      writer.write(List.of(upsert(CUSTOMER, 1L, "a")));
      SERVER.execute("postgres", "REVOKE INSERT ON customer FROM writer");

      TargetException denied = failure(writer, upsert(CUSTOMER, 2L, "b"));

      assertThat(denied.kind()).isEqualTo(Kind.FATAL);
      assertThat(denied.detail()).isEqualTo("42501");
    }
  }

  @Test
  void a_lock_that_is_not_given_in_time_is_transient() throws Exception {
    SERVER.execute(
        "postgres",
        "CREATE TABLE customer (id bigint PRIMARY KEY, email text)",
        "ALTER SYSTEM SET lock_timeout = '100ms'",
        "SELECT pg_reload_conf()");
    try (TargetWriter writer = target().open();
        var other = SERVER.connect("postgres");
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE customer IN ACCESS EXCLUSIVE MODE");

      TargetException waiting = failure(writer, upsert(CUSTOMER, 1L, "a"));
      other.rollback();
      writer.write(List.of(upsert(CUSTOMER, 1L, "a")));

      assertThat(waiting.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(waiting.detail()).isEqualTo("55P03");
    }
  }

  @Test
  void the_connection_is_named_after_pipeline_and_target() throws Exception {
    try (TargetWriter writer = target().open()) {
      writer.write(List.of());

      assertThat(
              PostgresTable.query(
                  SERVER,
                  "SELECT 1 FROM pg_stat_activity WHERE application_name = 'esync/pipe/warehouse'"))
          .containsExactly("1");
    }
  }
}

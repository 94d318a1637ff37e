package io.esync.connectors.jdbc;

import static io.esync.connectors.jdbc.Changes.field;
import static io.esync.connectors.jdbc.Changes.schema;
import static io.esync.connectors.jdbc.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.RowSchema;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What passes, and what somebody has to mend. */
@ParameterizedClass
@EnumSource(MySqlFamily.class)
class MySqlFailureTest {
  private static final RowSchema CUSTOMER =
      schema(field("id", DataType.BIGINT), field("email", DataType.STRING));

  private final MySqlDatabase database;

  MySqlFailureTest(MySqlFamily family) {
    this.database = family.database();
  }

  @BeforeEach
  void table() {
    database.execute(
        "DROP TABLE IF EXISTS customer",
        "CREATE TABLE customer (id bigint PRIMARY KEY, email longtext)",
        "INSERT INTO customer VALUES (1, 'a'), (2, 'b')");
  }

  private static TargetException failure(TargetWriter writer, ChangeRecord... changes) {
    return catchThrowableOfType(TargetException.class, () -> writer.write(List.of(changes)));
  }

  private static ChangeRecord customer(long id, String email) {
    return upsert(CUSTOMER, id, email);
  }

  @Test
  void a_lock_that_is_not_given_in_time_is_transient() throws Exception {
    try (TargetWriter writer = database.target().session("innodb_lock_wait_timeout", "1").open();
        Connection other = database.server().connect(MySqlDatabase.NAME);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM customer WHERE id = 1 FOR UPDATE");

      TargetException waiting = failure(writer, customer(1, "new"));
      other.rollback();
      writer.write(List.of(customer(1, "new")));

      assertThat(waiting.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(waiting).hasMessageContaining("Lock wait timeout");
      assertThat(database.query("SELECT email FROM customer")).containsExactly("new", "b");
    }
  }

  @Test
  void the_victim_of_a_deadlock_is_transient_and_leaves_nothing() throws Exception {
    try (TargetWriter writer = database.target().open();
        Connection other = database.server().connect(MySqlDatabase.NAME);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO customer VALUES (7, 'x'), (8, 'x'), (9, 'x')"); // the heavier
      statement.execute("UPDATE customer SET email = 'x' WHERE id = 2");
      CompletableFuture<TargetException> writing =
          CompletableFuture.supplyAsync(
              () -> failure(writer, customer(1, "new"), customer(2, "new")));
      awaitLockOfFirstRow();
      statement.execute("UPDATE customer SET email = 'x' WHERE id = 1");
      other.rollback();

      assertThat(writing.get().kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(writing.get()).hasMessageContaining("Deadlock");
      assertThat(database.query("SELECT email FROM customer")).containsExactly("a", "b");
      writer.write(List.of(customer(1, "new"), customer(2, "new")));
      assertThat(database.query("SELECT email FROM customer")).containsExactly("new", "new");
    }
  }

  private void awaitLockOfFirstRow() {
    await()
        .until(
            () ->
                database
                    .query("SELECT trx_state FROM information_schema.INNODB_TRX")
                    .contains("LOCK WAIT"));
  }

  @Test
  void a_withdrawn_privilege_is_fatal() throws Exception {
    database.execute(
        "DROP USER IF EXISTS writer",
        "CREATE USER writer IDENTIFIED BY 'secret'",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON customer TO writer");
    try (TargetWriter writer = database.target().as("writer", "secret").open()) {
      writer.write(List.of(customer(3, "c")));
      database.execute("REVOKE INSERT ON customer FROM writer");

      TargetException denied = failure(writer, customer(4, "d"));

      assertThat(denied.kind()).isEqualTo(Kind.FATAL);
      assertThat(denied).hasMessageContaining("INSERT command denied");
    }
  }

  @Test
  void a_killed_connection_costs_one_transient_failure() throws Exception {
    try (TargetWriter writer = database.target().open()) {
      writer.write(List.of(customer(3, "c")));
      database
          .query("SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID()")
          .forEach(this::kill);

      TargetException lost = failure(writer, customer(4, "d"));
      writer.write(List.of(customer(4, "d")));

      assertThat(lost.kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(database.query("SELECT count(*) FROM customer")).containsExactly("4");
    }
  }

  private void kill(String id) {
    try {
      database.execute("KILL " + id);
    } catch (IllegalStateException e) { // it may end by itself, or be one of the server's own
      assertThat(e).hasMessageContaining("thread");
    }
  }
}

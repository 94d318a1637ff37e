package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that becomes another one while it is polled. */
class ChangedTableTest {
  private static final String T1 = "2026-01-01 00:00:01.000001+00";
  private static final PostgresServer SERVER = SharedPostgres.get();

  private TestSource source;

  @BeforeEach
  void table() {
    SERVER.execute(
        "postgres",
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
        "CREATE TABLE customer (id bigint PRIMARY KEY, name text, updated_at timestamptz)");
    source =
        new TestSource(
            TestSource.config(
                SERVER.jdbcUrl("postgres"), SERVER.user(), SERVER.password(), "customer"));
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static void insert(int id, String name, String at) {
    SERVER.execute(
        "postgres", "INSERT INTO customer VALUES (%d, '%s', '%s')".formatted(id, name, at));
  }

  @Test
  void a_new_column_is_seen_after_a_minute_and_a_lost_one_at_once() throws Exception {
    insert(1, "a", T1);
    source.poll();
    SERVER.execute("postgres", "ALTER TABLE customer ADD COLUMN vip boolean DEFAULT true");
    source.pass(Duration.ofSeconds(61));
    insert(2, "b", "2026-01-01 00:00:02+00");

    assertThat(TestSource.json(source.poll().stream().reduce((a, b) -> b).orElseThrow()))
        .contains("\"vip\":true");

    SERVER.execute(
        "postgres",
        "ALTER TABLE customer DROP COLUMN vip",
        "UPDATE customer SET updated_at = '2026-01-01 00:00:03+00' WHERE id = 1");
    assertThat(TestSource.json(source.poll().stream().reduce((a, b) -> b).orElseThrow()))
        .doesNotContain("vip");
  }

  @Test
  void a_column_of_another_type_is_seen_with_its_first_value() throws Exception {
    SERVER.execute("postgres", "ALTER TABLE customer ADD COLUMN code int");
    insert(1, "a", T1);
    source.poll();
    source.pass(Duration.ofSeconds(1));
    SERVER.execute(
        "postgres",
        "ALTER TABLE customer ALTER COLUMN code TYPE text",
        "INSERT INTO customer VALUES (2, 'b', '2026-01-01 00:00:02+00', 'x-1')");

    List<SourceRecord> records = source.poll();

    assertThat(TestSource.json(records.get(records.size() - 1))).contains("\"code\":\"x-1\"");
  }

  @Test
  void a_dropped_table_is_told_by_name_and_read_on_when_it_is_back() throws Exception {
    insert(1, "a", T1);
    source.poll();
    source.pass(TestSource.LAG.multipliedBy(2));
    source.poll();
    SERVER.execute("postgres", "ALTER TABLE customer RENAME TO elsewhere");

    assertThatThrownBy(source::poll)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("table 'customer' does not exist")
        .hasMessageContaining("correct 'tables'");

    SERVER.execute("postgres", "ALTER TABLE elsewhere RENAME TO customer");
    source.restart();
    insert(2, "b", "2026-01-01 00:00:02+00");
    assertThat(source.news()).containsExactly("2 b");
  }

  @Test
  void a_renamed_cursor_is_told_with_its_table() throws Exception {
    insert(1, "a", T1);
    source.poll();
    SERVER.execute("postgres", "ALTER TABLE customer RENAME COLUMN updated_at TO changed_at");

    assertThatThrownBy(source::poll)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("table 'customer' has no column 'updated_at'")
        .hasMessageContaining("correct 'cursor'");
  }

  @Test
  void a_dropped_key_is_told_with_its_table() throws Exception {
    insert(1, "a", T1);
    source.poll();
    SERVER.execute("postgres", "ALTER TABLE customer DROP COLUMN id");

    assertThatThrownBy(source::poll)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("table 'customer' has no primary key");
  }
}

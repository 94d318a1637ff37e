package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that are gone, with a cursor and without one, on every database. Pages are of two rows. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("servers")
class DeletesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final PostgresServer POSTGRES = SharedPostgres.get();

  private final DatabaseServer server;
  private final String database;

  DeletesTest(DatabaseServer server) {
    this.server = server;
    this.database = server == POSTGRES ? "postgres" : MySqlDatabase.NAME;
  }

  static List<DatabaseServer> servers() {
    return List.of(
        POSTGRES, MySqlFamily.MYSQL.database().server(), MySqlFamily.MARIADB.database().server());
  }

  @BeforeEach
  void table() {
    execute(
        "DROP TABLE IF EXISTS tracked",
        "CREATE TABLE tracked (id bigint PRIMARY KEY, name varchar(20), updated_at timestamp NULL)",
        "INSERT INTO tracked VALUES (1, 'a', '2026-01-01 00:00:01'),"
            + " (2, 'b', '2026-01-01 00:00:01'), (3, 'c', '2026-01-01 00:00:02')");
  }

  private void execute(String... sql) {
    server.execute(database, sql);
  }

  private TestSource withDeletes() {
    return new TestSource(
        TestSource.withDeletes(
            server.jdbcUrl(database), server.user(), server.password(), "tracked"));
  }

  private TestSource withoutCursor() {
    return new TestSource(
        TestSource.withoutCursor(
            server.jdbcUrl(database), server.user(), server.password(), "tracked"));
  }

  @Test
  void a_row_that_is_gone_is_a_delete_at_the_next_scan() throws Exception {
    try (TestSource source = withDeletes()) {
      assertThat(source.news()).containsExactly("1 a", "2 b", "3 c");
      execute("DELETE FROM tracked WHERE id = 2");
      assertThat(source.news()).isEmpty();

      source.pass(MINUTE);
      assertThat(source.news()).containsExactly("-2");

      source.pass(MINUTE);
      assertThat(source.news()).isEmpty();
      source.restart();
      source.pass(MINUTE);
      assertThat(source.news()).isEmpty();
    }
  }

  @Test
  void what_was_deleted_while_the_source_was_down_is_found_at_its_start() throws Exception {
    try (TestSource source = withDeletes()) {
      source.poll();
      source.pass(TestSource.LAG.multipliedBy(2));
      source.poll();
      execute("DELETE FROM tracked WHERE id IN (1, 3)");
      source.pass(MINUTE.multipliedBy(60));
      source.restart();

      assertThat(source.news()).containsExactlyInAnyOrder("-1", "-3");
    }
  }

  @Test
  void a_scan_that_fails_in_the_middle_deletes_nothing_and_the_next_one_does() throws Exception {
    try (TestSource source = withDeletes()) {
      source.poll();
      source.pass(TestSource.LAG.multipliedBy(2));
      source.poll();
      execute("DELETE FROM tracked WHERE id = 1");
      source.pass(MINUTE);
      source.pollAndFail(2); // the poll, and the first page of the scan

      assertThat(source.news()).isEmpty();
      source.pass(MINUTE);
      assertThat(source.news()).containsExactly("-1");
    }
  }

  @Test
  void a_table_that_is_gone_is_an_error_and_no_delete() throws Exception {
    for (TestSource open : List.of(withDeletes(), withoutCursor())) {
      try (TestSource source = open) {
        source.poll();
        source.pass(TestSource.LAG.multipliedBy(2));
        source.poll();
        source.pass(MINUTE);
        execute("ALTER TABLE tracked RENAME TO elsewhere");

        assertThatThrownBy(source::poll)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("table 'tracked' does not exist");

        execute("ALTER TABLE elsewhere RENAME TO tracked", "DELETE FROM tracked WHERE id = 2");
        source.restart();
        source.pass(MINUTE);
        assertThat(source.news()).containsExactly("-2");
        execute("INSERT INTO tracked VALUES (2, 'b', '2026-01-01 00:00:01')");
      }
    }
  }

  @Test
  void a_delete_follows_its_row_and_precedes_one_that_is_inserted_again() throws Exception {
    try (TestSource source = withDeletes()) {
      Origin inserted = origin(source.poll(), 3);
      execute("DELETE FROM tracked WHERE id = 3");
      source.pass(MINUTE);
      Origin deleted = origin(source.poll(), 3);
      execute("INSERT INTO tracked VALUES (3, 'again', '2026-01-01 00:00:03')");
      Origin again = origin(source.poll(), 3);

      assertThat(deleted.version()).isGreaterThan(inserted.version()).isLessThan(again.version());
      assertThat(deleted.timestamp()).isGreaterThan(inserted.timestamp());
      assertThat(deleted.snapshot()).isFalse();
    }
  }

  private static Origin origin(List<SourceRecord> records, long id) {
    return records.stream()
        .filter(record -> TestSource.id(record).equals(id))
        .findFirst()
        .orElseThrow()
        .origin();
  }

  @Test
  void a_scan_gives_out_what_polls_had_left_out() throws Exception {
    try (TestSource source = withDeletes()) {
      source.poll();
      source.pass(MINUTE.multipliedBy(2));
      source.poll();
      execute("DELETE FROM tracked WHERE id = 1");
      execute("INSERT INTO tracked VALUES (4, 'no cursor', NULL)");
      assertThat(source.news()).isEmpty();

      source.pass(MINUTE);
      assertThat(source.news()).containsExactly("4 no cursor", "-1");

      execute("DELETE FROM tracked WHERE id = 4");
      execute("INSERT INTO tracked VALUES (5, 'late', '2025-01-01 00:00:00')");
      source.pass(MINUTE);
      assertThat(source.news()).containsExactly("5 late", "-4");
    }
  }

  @Test
  void a_promise_is_the_cursor_that_nothing_precedes_any_more() throws Exception {
    try (TestSource source = withDeletes()) {
      assertThat(promises(source)).isEmpty();
      source.pass(TestSource.LAG);

      assertThat(promises(source)).containsExactly("2026-01-01T00:00:02Z");

      assertThat(promises(source)).isEmpty();
      execute("UPDATE tracked SET updated_at = '2026-01-01 00:00:09' WHERE id = 1");
      source.poll();
      source.pass(TestSource.LAG);
      assertThat(promises(source)).containsExactly("2026-01-01T00:00:09Z");
    }
  }

  private static List<String> promises(TestSource source) throws Exception {
    return source.pollAll().stream()
        .filter(Heartbeat.class::isInstance)
        .map(heartbeat -> heartbeat.origin().instant().toString())
        .toList();
  }

  @Test
  void more_rows_than_may_be_tracked_stop_the_source_with_the_options_name() throws Exception {
    execute("INSERT INTO tracked VALUES (4, 'd', '2026-01-01'), (5, 'e', '2026-01-01')");
    try (TestSource source = withDeletes()) {
      assertThatThrownBy(source::poll)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("'tracked' has more than 4 rows")
          .hasMessageContaining("'tracked_rows'");
    }
  }

  @Test
  void a_table_without_a_cursor_is_compared_with_what_was_read_before() throws Exception {
    try (TestSource source = withoutCursor()) {
      List<SourceRecord> first = source.poll();
      assertThat(first).map(TestSource::text).containsExactly("1 a", "2 b", "3 c");
      assertThat(first).allMatch(record -> record.origin().snapshot());
      assertThat(source.news()).isEmpty();

      execute("UPDATE tracked SET name = 'B' WHERE id = 2");
      execute("DELETE FROM tracked WHERE id = 1");
      source.restart();
      source.pass(MINUTE);
      List<SourceRecord> second = source.poll();

      assertThat(second).map(TestSource::text).containsExactly("2 B", "-1");
      assertThat(second).allMatch(record -> !record.origin().snapshot());
      assertThat(origin(second, 2).version()).isGreaterThan(origin(first, 2).version());
      assertThat(origin(second, 1).version()).isGreaterThan(origin(first, 1).version());
      assertThat(source.news()).isEmpty();
    }
  }

  @Test
  void a_row_that_a_broken_off_comparison_gave_out_is_not_forgotten() throws Exception {
    try (TestSource source = withoutCursor()) {
      source.pollAndFail(1);
      execute("DELETE FROM tracked WHERE id = 1");

      assertThat(source.news()).containsExactly("3 c", "-1");
    }
  }
}

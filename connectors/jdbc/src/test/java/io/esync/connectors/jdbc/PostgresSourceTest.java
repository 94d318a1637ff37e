package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresSourceTest {
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
    source = new TestSource(config("customer"));
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static JdbcSourceConfig config(String... tables) {
    return TestSource.config(SERVER.jdbcUrl("postgres"), SERVER.user(), SERVER.password(), tables);
  }

  private static void insert(int id, String name, String at) {
    SERVER.execute(
        "postgres", "INSERT INTO customer VALUES (%d, '%s', '%s')".formatted(id, name, at));
  }

  @Test
  void a_change_carries_its_row_its_time_and_a_version_from_the_cursor() throws Exception {
    insert(1, "Ada", T1);

    List<SourceRecord> records = source.poll();

    Origin origin = records.get(0).origin();
    assertThat(records)
        .extracting(TestSource::json)
        .containsExactly(
            "{\"id\":1,\"name\":\"Ada\",\"updated_at\":\"2026-01-01T00:00:01.000001Z\"}");
    assertThat(((SourceChange) records.get(0)).after().schema().key()).containsExactly("id");
    assertThat(origin.version()).isEqualTo(new SourceVersion(0, 1_767_225_601_000_001L, 1));
    assertThat(origin.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:01.000001Z"));
    assertThat(origin.stream()).isEqualTo("customer");
    assertThat(origin.ingestedAt()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z").toEpochMilli());
  }

  @Test
  void rows_of_one_moment_on_two_pages_are_all_read() throws Exception {
    SERVER.execute(
        "postgres",
        "INSERT INTO customer SELECT n, 'n' || n, '" + T1 + "' FROM generate_series(1, 5) n");

    assertThat(source.news()).containsExactly("1 n1", "2 n2", "3 n3", "4 n4", "5 n5");
  }

  @Test
  void a_row_that_commits_late_is_read_within_the_lag() throws Exception {
    try (Connection slow = SERVER.connect("postgres");
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("INSERT INTO customer VALUES (1, 'slow', '" + T1 + "')");
      insert(2, "quick", "2026-01-01 00:00:02+00");
      assertThat(source.news()).containsExactly("2 quick");
      source.pass(TestSource.LAG.minusMillis(1));

      slow.commit();
    }

    assertThat(source.news()).containsExactly("1 slow");
  }

  @Test
  void a_source_that_was_stopped_goes_on_where_it_was() throws Exception {
    insert(1, "a", T1);
    insert(2, "b", "2026-01-01 00:00:02+00");
    source.poll();
    source.pass(TestSource.LAG);
    source.poll();
    source.restart();
    insert(3, "c", "2026-01-01 00:00:03+00");
    SERVER.execute(
        "postgres",
        "UPDATE customer SET name = 'A', updated_at = '2026-01-01 00:00:04' WHERE id = 1");

    assertThat(source.news()).containsExactly("3 c", "1 A");
  }

  @Test
  void a_row_that_changed_within_one_moment_is_read_again_as_a_later_version() throws Exception {
    insert(1, "a", T1);
    SourceVersion first = source.poll().get(0).origin().version();
    SERVER.execute("postgres", "UPDATE customer SET name = 'b'");

    List<SourceRecord> records = source.poll();

    assertThat(records).extracting(TestSource::text).containsExactly("1 b");
    assertThat(records.get(0).origin().version()).isGreaterThan(first);
  }

  @Test
  void a_row_with_a_value_that_no_type_of_ours_holds_is_told_whole_and_the_others_go_on()
      throws Exception {
    SERVER.execute("postgres", "ALTER TABLE customer ADD COLUMN since date");
    insert(1, "a", T1);
    SERVER.execute(
        "postgres",
        "INSERT INTO customer VALUES (2, 'b', '2026-01-01 00:00:02+00', 'infinity')",
        "INSERT INTO customer VALUES (3, 'c', '2026-01-01 00:00:03+00', '2026-01-01')");

    List<SourceRecord> records = source.poll();

    assertThat(records)
        .extracting(TestSource::text)
        .containsExactly(
            "1 a",
            "column 'since' holds the time infinity, which the type date cannot say: {\"id\":\"2\","
                + "\"name\":\"b\",\"updated_at\":\"2026-01-01 00:00:02+00\",\"since\":\"infinity\"}",
            "3 c");
    assertThat(((Malformed) records.get(1)).code()).isEqualTo(ErrorCode.UNREPRESENTABLE_VALUE);
  }

  @Test
  void a_row_without_a_place_in_time_does_not_hinder_the_others() throws Exception {
    SERVER.execute("postgres", "INSERT INTO customer VALUES (1, 'a', NULL), (2, 'b', 'infinity')");
    insert(3, "c", T1);

    assertThat(source.news()).containsExactly("3 c");
    source.pass(TestSource.LAG);
    source.poll();
    insert(4, "d", "2026-01-01 00:00:02+00");
    assertThat(source.news()).containsExactly("4 d");
  }

  @Test
  void a_server_that_went_away_and_came_back_is_read_on() throws Exception {
    insert(1, "a", T1);
    source.poll();
    SERVER.stop();

    assertThatThrownBy(source::poll)
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("cannot read from jdbc:postgresql:")
        .hasMessageNotContaining(SERVER.password() + "@");

    SERVER.restart();
    insert(2, "b", "2026-01-01 00:00:02+00");
    assertThat(source.news()).containsExactly("2 b");
  }

  @Test
  void a_view_is_read_by_a_declared_key_and_a_number() throws Exception {
    SERVER.execute(
        "postgres",
        "CREATE TABLE log (a text, b int, n numeric(10,1), name text)",
        "INSERT INTO log VALUES ('x', 1, 1.5, 'p'), ('x', 2, 1.5, 'q'), ('y', 1, 1.5, 'r')",
        "INSERT INTO log VALUES ('z', 1, 'NaN', 'no')",
        "CREATE VIEW entries AS SELECT a AS id, b, n, name FROM log");
    JdbcSourceConfig config =
        TestSource.config(
            SERVER.jdbcUrl("postgres"),
            SERVER.user(),
            SERVER.password(),
            "n",
            List.of("id", "b"),
            "entries");

    try (TestSource entries = new TestSource(config)) {
      List<SourceRecord> records = entries.poll();

      assertThat(records).extracting(TestSource::text).containsExactly("x p", "x q", "y r");
      assertThat(records.get(2).origin().version()).isEqualTo(new SourceVersion(0, 1, 2));
      assertThat(records.get(2).origin().instant()).isNull();
    }
  }

  @Test
  void values_are_read_to_the_last_digit() throws Exception {
    SERVER.execute(
        "postgres",
        "CREATE TYPE mood AS ENUM ('good')",
        """
        CREATE TABLE t (id mood PRIMARY KEY, updated_at timestamp, b boolean, i smallint, n numeric,
          d numeric(5,2), f real, g float8, y bytea, dt date, tm time, u uuid, j jsonb, a text[],
          nn numeric(5,2)[], c char(3), iv interval)""",
        """
        INSERT INTO t VALUES ('good', '2024-02-29 13:14:15.123456', true, -1,
          12345678901234567890.10, 1.50, 0.1, 'NaN', '\\x00ff', '0044-03-15 BC', '10:15:00.000001',
          '00000000-0000-0001-0000-000000000002', '{"a": 1}', '{"x,y",NULL}', '{1.50}', 'a', '1 day')""");

    try (TestSource values = new TestSource(config("t"))) {
      assertThat(TestSource.json(values.poll().get(0)))
          .isEqualTo(
              "{\"id\":\"good\",\"updated_at\":\"2024-02-29T13:14:15.123456\",\"b\":true,\"i\":-1,"
                  + "\"n\":\"12345678901234567890.10\",\"d\":\"1.50\",\"f\":0.1,\"g\":\"NaN\","
                  + "\"y\":\"AP8=\",\"dt\":\"-0043-03-15\",\"tm\":\"10:15:00.000001\","
                  + "\"u\":\"00000000-0000-0001-0000-000000000002\",\"j\":{\"a\":1},"
                  + "\"a\":[\"x,y\",null],\"nn\":[\"1.50\"],\"c\":\"a  \",\"iv\":\"1 day\"}");
    }
  }
}

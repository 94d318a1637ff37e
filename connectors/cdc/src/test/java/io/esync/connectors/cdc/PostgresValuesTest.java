package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import java.nio.charset.StandardCharsets;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values that are absent, new or cannot be said. */
final class PostgresValuesTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(4);

  private static PostgresCdcFixture fixture;

  @BeforeAll
  static void start() {
    fixture = new PostgresCdcFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static void given(String database, String... sql) {
    fixture.server().createDatabase(database);
    fixture.server().execute(database, sql);
  }

  @Test
  void an_untouched_value_out_of_line_is_absent_or_taken_from_the_old_row() throws Exception {
    given(
        "toast",
        "CREATE TABLE part (id int PRIMARY KEY, big text, small int)",
        "CREATE TABLE whole (id int PRIMARY KEY, big text, small int)",
        "ALTER TABLE part ALTER big SET STORAGE EXTERNAL",
        "ALTER TABLE whole ALTER big SET STORAGE EXTERNAL",
        "ALTER TABLE whole REPLICA IDENTITY FULL",
        "INSERT INTO part VALUES (1, repeat('x', 10000), 1)",
        "INSERT INTO whole VALUES (1, repeat('x', 10000), 1)");
    try (SourceRun run =
        SourceRun.start("toast", fixture.source("toast", 10, "public\\..*"), 1, null)) {
      await().until(() -> run.records().size() == 2);
      fixture.server().execute("toast", "UPDATE part SET small = 2", "UPDATE whole SET small = 2");
      await().until(() -> run.records().size() == 4);

      SourceChange some = (SourceChange) run.records().get(2);
      SourceChange whole = (SourceChange) run.records().get(3);
      assertThat(some.after().get("big")).isSameAs(Row.ABSENT);
      assertThat(some.after().get("small")).isEqualTo(2);
      assertThat(whole.after().get("big")).isEqualTo("x".repeat(10_000));
      assertThat(whole.before().get("small")).isEqualTo(1);
      assertThat(whole.after().schema().key()).containsExactly("id");
    }
  }

  @Test
  void what_cannot_be_said_is_malformed_with_all_that_the_source_told() throws Exception {
    given(
        "odd",
        "CREATE TABLE t (id int PRIMARY KEY, at timestamp, note text)",
        "INSERT INTO t VALUES (1, 'infinity', 'a \"b\"')");
    try (SourceRun run = SourceRun.start("odd", fixture.source("odd", 10, "public.t"), 1, null)) {
      await().until(() -> run.records().size() == 1);
      fixture.server().execute("odd", "INSERT INTO t VALUES (2, '-infinity', NULL)", "TRUNCATE t");
      await().until(() -> run.records().size() == 3);

      assertThat(run.records()).allMatch(Malformed.class::isInstance);
      Malformed copied = (Malformed) run.records().get(0);
      assertThat(copied.code()).isEqualTo(ErrorCode.UNREPRESENTABLE_VALUE);
      assertThat(copied.message()).contains("column 'at' of public.t").contains("infinity");
      assertThat(new String(copied.payload(), StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"table\":\"public.t\",\"op\":\"read\",\"after\":{\"id\":\"1\","
                  + "\"at\":\"infinity\",\"note\":\"a \\\"b\\\"\"}}");
      assertThat(((Malformed) run.records().get(2)).message()).contains("truncated");
    }
  }

  @Test
  void a_new_column_appears_in_the_rows() throws Exception {
    given("evolved", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    try (SourceRun run =
        SourceRun.start("evolved", fixture.source("evolved", 10, "public.t"), 1, null)) {
      await().until(() -> run.records().size() == 1);
      fixture
          .server()
          .execute(
              "evolved", "ALTER TABLE t ADD COLUMN name text", "INSERT INTO t VALUES (2, 'x')");
      await().until(() -> run.records().size() == 2);

      assertThat(((SourceChange) run.records().get(1)).after().get("name")).isEqualTo("x");
    }
  }
}

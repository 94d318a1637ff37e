package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Echo;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a source emits while all goes well, and across a stop and a restart. */
final class PostgresCdcTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(4);

  private static PostgresCdcFixture fixture;

  @TempDir private Path folder;

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
  void rows_and_changes_of_several_tables_arrive() throws Exception {
    given(
        "basics",
        "CREATE TABLE customers (id int PRIMARY KEY, name text)",
        "CREATE TABLE orders_a (region text, id bigint, note text, PRIMARY KEY (region, id))",
        "CREATE TABLE other (id int PRIMARY KEY)",
        "INSERT INTO customers VALUES (1, 'Ada'), (2, 'Bob')",
        "INSERT INTO orders_a VALUES ('eu', 7, 'x')",
        "INSERT INTO other VALUES (1)");
    Instant before = Instant.now();

    try (SourceRun run =
        SourceRun.start(
            "basics",
            fixture.source("basics", 50_000, "public.customers", "public\\.orders_.*"),
            2,
            null)) {
      await().until(() -> run.records().size() == 3);
      fixture
          .server()
          .execute(
              "basics",
              "INSERT INTO customers VALUES (3, 'Cyd')",
              "UPDATE customers SET name = 'Bea' WHERE id = 2",
              "UPDATE customers SET id = 9 WHERE id = 1",
              "DELETE FROM orders_a",
              "INSERT INTO other VALUES (2)");
      await().until(() -> run.records().size() == 8);

      List<SourceRecord> records = run.records();
      assertThat(records).allMatch(SourceChange.class::isInstance);
      assertThat(Replica.byArrival(records))
          .hasToString(
              "{public.customers[2]=[2, Bea], public.customers[3]=[3, Cyd],"
                  + " public.customers[9]=[9, Ada]}");
      assertThat(Replica.byVersion(records)).isEqualTo(Replica.byArrival(records));
      SourceChange removed = (SourceChange) records.get(7);
      assertThat(removed.op()).isEqualTo(ChangeOp.DELETE);
      assertThat(removed.before().get("note")).isSameAs(Row.ABSENT);
      assertThat(removed.origin().instant()).isBetween(before, Instant.now());
      assertThat(removed.origin().snapshot()).isFalse();
      assertThat(records.get(0).origin().timestamp()).isEqualTo(Origin.UNKNOWN_TIME);
      assertThat(records.get(0).origin().snapshot()).isTrue();
    }
  }

  @Test
  void what_this_pipeline_wrote_is_told_from_edits_and_from_other_origins() throws Exception {
    given("marked", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (0)");

    try (SourceRun run =
            SourceRun.start("marked", fixture.source("marked", 50_000, "public.t"), 1, null);
        Connection connection = fixture.server().connect("marked");
        Statement statement = connection.createStatement()) {
      await().until(() -> run.records().size() == 1);
      int id = 0;
      for (String origin : List.of("esync/test/copy/3", "esync/test/copying/3", "other")) {
        statement.execute("SELECT pg_replication_origin_create('" + origin + "')");
        statement.execute("SELECT pg_replication_origin_session_setup('" + origin + "')");
        statement.execute("INSERT INTO t VALUES (" + ++id + ")");
        statement.execute("SELECT pg_replication_origin_session_reset()");
      }
      statement.execute("INSERT INTO t VALUES (4)");
      await().until(() -> run.records().size() == 5);

      assertThat(run.records().subList(1, 5))
          .extracting(record -> (Object) record.getClass())
          .containsExactly(Echo.class, SourceChange.class, SourceChange.class, SourceChange.class);
    }
  }

  @Test
  void a_stopped_job_goes_on_where_it_was() throws Exception {
    given(
        "resumed",
        "CREATE TABLE t (id int PRIMARY KEY, n int)",
        "INSERT INTO t SELECT i, 0 FROM generate_series(1, 100) i");
    String savepoint;
    try (SourceRun run =
        SourceRun.start("resumed", fixture.source("resumed", 10, "public.t"), 2, null)) {
      await().until(() -> run.records().size() == 100);
      fixture.server().execute("resumed", "UPDATE t SET n = 1 WHERE id <= 50");
      await().until(() -> run.records().size() == 150);
      savepoint = run.stopWithSavepoint(folder);
    }

    fixture
        .server()
        .execute("resumed", "UPDATE t SET n = 2 WHERE id > 90", "DELETE FROM t WHERE id = 1");

    try (SourceRun run =
        SourceRun.start("resumed", fixture.source("resumed", 10, "public.t"), 1, savepoint)) {
      await().until(() -> run.records().size() >= 161);
      fixture.server().execute("resumed", "INSERT INTO t VALUES (1000, 3)");
      await().until(() -> run.records().size() >= 162);

      assertThat(run.records()).as("nothing is read twice after a clean stop").hasSize(162);
      assertThat(Replica.byArrival(run.records())).isEqualTo(fixture.rows("resumed", "t", "id"));
    }
  }

  @Test
  void a_table_that_is_added_later_is_copied_and_followed() throws Exception {
    given(
        "added",
        "CREATE TABLE a (id int PRIMARY KEY, n int)",
        "CREATE TABLE b (id int PRIMARY KEY, n int)",
        "INSERT INTO a VALUES (1, 0)",
        "INSERT INTO b VALUES (1, 0), (2, 0)");
    String savepoint;
    try (SourceRun run =
        SourceRun.start("added", fixture.source("added", 10, "public.a"), 2, null)) {
      await().until(() -> run.records().size() == 1);
      fixture.server().execute("added", "UPDATE a SET n = 1");
      await().until(() -> run.records().size() == 2);
      savepoint = run.stopWithSavepoint(folder);
    }

    try (SourceRun run =
        SourceRun.start(
            "added", fixture.source("added", 10, "public.a", "public.b"), 2, savepoint)) {
      await().until(() -> Replica.byArrival(run.records()).size() == 3);
      fixture.server().execute("added", "UPDATE b SET n = 2 WHERE id = 1", "UPDATE a SET n = 2");

      await()
          .untilAsserted(
              () ->
                  assertThat(Replica.byVersion(run.records()))
                      .hasToString("{public.a[1]=[1, 2], public.b[1]=[1, 2], public.b[2]=[2, 0]}"));
      assertThat(run.records().stream().filter(record -> record.origin().snapshot()))
          .extracting(record -> record.origin().stream())
          .as("the table that was there is not copied again")
          .containsExactly("public.a", "public.b", "public.b");
    }
  }

  @Test
  void tables_with_any_key_or_none_are_copied_whole() throws Exception {
    given(
        "keys",
        "CREATE TABLE k0 (line text)",
        "ALTER TABLE k0 REPLICA IDENTITY FULL",
        "CREATE TABLE k1 (id text COLLATE \"C\" PRIMARY KEY)",
        "CREATE TABLE k2 (id uuid PRIMARY KEY)",
        "CREATE TABLE k3 (id numeric PRIMARY KEY)",
        "CREATE TABLE k4 (id bytea PRIMARY KEY)",
        "CREATE TABLE k5 (id timestamptz PRIMARY KEY)",
        "CREATE TABLE k6 (id smallint PRIMARY KEY)",
        "CREATE TABLE k7 (a varchar(9), b boolean, PRIMARY KEY (a, b))",
        "CREATE TABLE k8 (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (2 * id) STORED)",
        "CREATE TABLE k9 (id int PRIMARY KEY) PARTITION BY RANGE (id)",
        "CREATE TABLE k9_low PARTITION OF k9 FOR VALUES FROM (0) TO (40)",
        "CREATE TABLE k9_high PARTITION OF k9 FOR VALUES FROM (40) TO (1000)",
        "INSERT INTO k0 SELECT 'x' || i FROM generate_series(1, 95) i",
        "INSERT INTO k1 SELECT chr(60 + i) || i FROM generate_series(1, 95) i",
        "INSERT INTO k2 SELECT gen_random_uuid() FROM generate_series(1, 95) i",
        "INSERT INTO k3 SELECT i * 1.5 FROM generate_series(1, 95) i",
        "INSERT INTO k4 SELECT decode(md5(i::text), 'hex') FROM generate_series(1, 95) i",
        "INSERT INTO k5 SELECT now() + i * interval '1 s' FROM generate_series(1, 95) i",
        "INSERT INTO k6 SELECT i FROM generate_series(1, 95) i",
        "INSERT INTO k7 SELECT i / 7, i % 2 = 0 FROM generate_series(1, 95) i ON CONFLICT DO NOTHING",
        "INSERT INTO k7 SELECT 'a' || i, true FROM generate_series(1, 67) i",
        "INSERT INTO k8 SELECT i FROM generate_series(1, 95) i",
        "INSERT INTO k9 SELECT i FROM generate_series(1, 95) i");
    try (SourceRun run =
        SourceRun.start("keys", fixture.source("keys", 10, "public\\.k.*"), 2, null)) {
      await().until(() -> run.records().size() >= 950);
      fixture
          .server()
          .execute("keys", "DELETE FROM k0", "INSERT INTO k8 VALUES (1000)", "DELETE FROM k9");
      await().until(() -> run.records().size() >= 1141);

      assertThat(run.records()).hasSize(1141).allMatch(SourceChange.class::isInstance);
      assertThat(run.records())
          .extracting(record -> record.origin().stream())
          .containsOnly(
              "public.k0",
              "public.k1",
              "public.k2",
              "public.k3",
              "public.k4",
              "public.k5",
              "public.k6",
              "public.k7",
              "public.k8",
              "public.k9");
      assertThat(run.records())
          .filteredOn(record -> record.origin().stream().equals("public.k8"))
          .as("generated columns are not captured")
          .allMatch(record -> ((SourceChange) record).after().schema().size() == 1);
    }
  }

  @Test
  void a_table_that_is_added_while_others_are_copied_is_copied_too() throws Exception {
    given(
        "early",
        "CREATE TABLE a (id int PRIMARY KEY)",
        "CREATE TABLE b (id int PRIMARY KEY)",
        "INSERT INTO a SELECT generate_series(1, 100)",
        "INSERT INTO b VALUES (1), (2)");
    String savepoint;
    try (SourceRun run =
        SourceRun.start("early", fixture.source("early", 2, "public.a"), 2, null)) {
      await().until(() -> !run.records().isEmpty());
      savepoint = run.stopWithSavepoint(folder);
    }

    try (SourceRun run =
        SourceRun.start(
            "early", fixture.source("early", 2, "public.a", "public.b"), 2, savepoint)) {
      await().until(() -> Replica.byVersion(run.records()).size() == 102);
    }
  }
}

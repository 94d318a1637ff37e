package io.esync.connectors.cdc;

import static io.esync.connectors.cdc.MySqlServers.awaitRecords;
import static io.esync.connectors.cdc.MySqlServers.given;
import static io.esync.connectors.cdc.MySqlServers.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.cdc.mysql.MySqlCdcSource;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.cdc.connectors.base.source.utils.hooks.SnapshotPhaseHooks;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a source emits while tables change and go. */
final class MySqlStructureTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(4);

  private static MySqlFamilyServer current;

  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  static Stream<Named<MySqlFamilyServer>> mariaDbs() {
    return servers().filter(server -> server.getPayload() instanceof MariaDbServer);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void columns_may_be_added_dropped_renamed_and_exchanged_while_rows_change(
      MySqlFamilyServer server) throws Exception {
    given(
        server,
        "evolved",
        "CREATE TABLE t (id int PRIMARY KEY, a varchar(9), b varchar(9))",
        "INSERT INTO t VALUES (1, 'a', 'b')");
    try (SourceRun run = run(server, "evolved", null, "evolved.t")) {
      awaitRecords(run, 1);
      server.execute(
          "evolved",
          "ALTER TABLE t ADD COLUMN c int FIRST",
          "INSERT INTO t VALUES (7, 2, 'a', 'b')",
          "ALTER TABLE t CHANGE a x varchar(9), CHANGE b a varchar(9)",
          "UPDATE t SET x = 'X' WHERE id = 2",
          "ALTER TABLE t DROP COLUMN a, MODIFY x varchar(9) AFTER c",
          "INSERT INTO t VALUES (8, 'Y', 3)");
      awaitRecords(run, 4);

      assertThat(run.records().subList(1, 4))
          .extracting(record -> ((SourceChange) record).after().toString())
          .containsExactly("{c=7, id=2, a=a, b=b}", "{c=7, id=2, x=X, a=b}", "{c=8, x=Y, id=3}");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void what_the_log_does_not_tell_by_rows_is_malformed(MySqlFamilyServer server) throws Exception {
    given(
        server,
        "told",
        "CREATE TABLE t (id int PRIMARY KEY, n int)",
        "INSERT INTO t VALUES (1, 0)");
    try (SourceRun run = run(server, "told", null, "told.t")) {
      awaitRecords(run, 1);
      server.execute(
          "told",
          "SET SESSION binlog_format = 'STATEMENT'",
          "UPDATE told.t SET n = 5",
          "TRUNCATE TABLE `t`");
      awaitRecords(run, 3);

      assertThat(run.records().subList(1, 3))
          .allSatisfy(
              record -> {
                assertThat(record.origin().stream()).isEqualTo("told.t");
                assertThat(((Malformed) record).code()).isEqualTo(ErrorCode.UNREADABLE_RECORD);
              });
      Malformed truncated = (Malformed) run.records().get(2);
      assertThat(truncated.message()).contains("table told.t was truncated");
      assertThat(new String(truncated.payload(), UTF_8)).contains("TRUNCATE TABLE `t`");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void what_takes_or_brings_rows_with_their_table_is_told(MySqlFamilyServer server)
      throws Exception {
    given(
        server,
        "whole",
        "CREATE TABLE a (id int PRIMARY KEY)",
        "CREATE TABLE b (id int PRIMARY KEY)",
        "CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)"
            + " (PARTITION low VALUES LESS THAN (10), PARTITION high VALUES LESS THAN (20))",
        "INSERT INTO a VALUES (1)",
        "INSERT INTO b VALUES (1)",
        "INSERT INTO parts VALUES (15)");
    try (SourceRun run = run(server, "whole", null, "whole\\..*")) {
      awaitRecords(run, 3);
      server.execute(
          "whole",
          "TRUNCATE a",
          "RENAME TABLE a TO `c`",
          "ALTER TABLE b ADD COLUMN n int, RENAME TO d",
          "ALTER TABLE parts TRUNCATE PARTITION low",
          "ALTER TABLE d CHANGE n m int",
          "DROP TABLE c, d",
          "CREATE TABLE a (id int PRIMARY KEY, n int)",
          "INSERT INTO a VALUES (7, 8)",
          "DROP DATABASE whole");
      awaitRecords(run, 13);

      List<SourceRecord> told = run.records().subList(3, 13);
      assertThat(told.get(8)).isInstanceOf(SourceChange.class);
      assertThat(told.stream().filter(Malformed.class::isInstance))
          .allSatisfy(
              record ->
                  assertThat(((Malformed) record).code()).isEqualTo(ErrorCode.UNREADABLE_RECORD))
          .extracting(record -> ((Malformed) record).message().replaceFirst("(was \\w+).*", "$1"))
          .containsExactly(
              "table whole.a was truncated",
              "table whole.a was renamed",
              "table whole.c was renamed",
              "table whole.b was renamed",
              "table whole.d was renamed",
              "a partition of table whole.parts was dropped",
              "table whole.c was dropped",
              "table whole.d was dropped",
              "table whole\\..* was dropped");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("mariaDbs")
  void what_mariadb_alone_does_with_whole_tables_is_told(MySqlFamilyServer server)
      throws Exception {
    given(
        server,
        "mariadb",
        "CREATE TABLE a (id int PRIMARY KEY)",
        "CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)"
            + " (PARTITION low VALUES LESS THAN (10), PARTITION high VALUES LESS THAN (20))",
        "INSERT INTO a VALUES (1)");
    try (SourceRun run =
        run(server, "mariadb", null, "(maria|other)db\\.a", "mariadb\\.(parts|went)")) {
      awaitRecords(run, 1);
      server.execute(
          "mariadb",
          "CREATE OR REPLACE TABLE a (id int PRIMARY KEY)",
          "ALTER TABLE IF EXISTS parts NOWAIT CONVERT PARTITION low TO TABLE went",
          "ALTER TABLE IF EXISTS a RENAME TO b",
          "DROP DATABASE mariadb");
      awaitRecords(run, 7);

      assertThat(run.records().subList(1, 7))
          .extracting(record -> ((Malformed) record).message().replaceFirst("(was \\w+).*", "$1"))
          .containsExactly(
              "table mariadb.a was replaced",
              "a partition of table mariadb.parts was dropped",
              "a partition of table mariadb.went was dropped",
              "table mariadb.a was renamed",
              "table (maria|other)db\\.a was dropped",
              "table mariadb\\.(parts|went) was dropped");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_table_that_goes_before_it_is_copied_stops_nothing(MySqlFamilyServer server)
      throws Exception {
    given(
        server,
        "going",
        "CREATE TABLE a (id int PRIMARY KEY)",
        "CREATE TABLE b (id int PRIMARY KEY)",
        "INSERT INTO a VALUES (1)",
        "INSERT INTO b VALUES (1)");
    current = server;
    SnapshotPhaseHooks hooks = new SnapshotPhaseHooks();
    hooks.setPreLowWatermarkAction((config, chunk) -> drop(chunk.splitId()));
    MySqlCdcSource source =
        MySqlServers.source(MySqlServers.config(server, 10, "going.a", "going.b"));
    source.setSnapshotHooks(hooks);

    try (SourceRun run = SourceRun.start(MySqlServers.id(server, "going"), source, 1, null)) {
      awaitRecords(run, 2);
      server.execute("going", "INSERT INTO a VALUES (2)");
      awaitRecords(run, 3);

      assertThat(run.records())
          .extracting(record -> record.origin().stream())
          .containsExactly("going.a", "going.b", "going.a");
      assertThat(((Malformed) run.records().get(1)).message()).contains("was dropped");
    }
  }

  private static void drop(String chunk) {
    if (chunk.startsWith("going.b")) {
      current.execute("going", "DROP TABLE b");
    }
  }
}

package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.TargetConnector.WriterTarget;
import io.esync.connectors.spi.WriteOptions;
import io.esync.connectors.spi.write.OnRefusal;
import io.esync.connectors.spi.write.WriteStep;
import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.contract.StoppedJob;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table is kept like another one by polling it and writing what it tells, in one database. */
@Timeout(240)
class PolledCopyTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(1).build());

  private static PostgresServer postgres;

  static List<DatabaseServer> servers() {
    return List.of(
        postgres, MySqlFamily.MYSQL.database().server(), MySqlFamily.MARIADB.database().server());
  }

  @BeforeAll
  static void start() {
    postgres = PostgresServer.start();
    postgres.createDatabase(MySqlDatabase.NAME);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void with_a_cursor_and_scans(DatabaseServer server, @TempDir Path savepoints) throws Exception {
    follow(
        server,
        TestSource.copied(
            server.jdbcUrl(MySqlDatabase.NAME), server.user(), server.password(), "updated_at"),
        savepoints);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void without_a_cursor(DatabaseServer server, @TempDir Path savepoints) throws Exception {
    follow(
        server,
        TestSource.copied(
            server.jdbcUrl(MySqlDatabase.NAME), server.user(), server.password(), null),
        savepoints);
  }

  private static void follow(DatabaseServer server, JdbcSourceConfig config, Path savepoints)
      throws Exception {
    execute(
        server,
        "DROP TABLE IF EXISTS original",
        "DROP TABLE IF EXISTS customer",
        "CREATE TABLE original (region varchar(5) NOT NULL, id int NOT NULL, name varchar(20),"
            + " updated_at int NOT NULL, PRIMARY KEY (region, id))");
    for (int id = 0; id < 50; id++) {
      put(server, id, "first", 1);
    }
    JobClient first = copy(server, config, null);
    awaitEqual(server);

    change(server, 10, 2);
    awaitEqual(server);
    String savepoint = StoppedJob.withSavepoint(first, savepoints);
    change(server, 20, 3);
    assertThat(rows(server, "customer")).isNotEqualTo(rows(server, "original"));

    JobClient second = copy(server, config, savepoint);
    awaitEqual(server);
    change(server, 30, 4);
    awaitEqual(server);
    second.cancel().get();
  }

  /** An update, a delete, a delete that is inserted again, a change of key, and an insert. */
  private static void change(DatabaseServer server, int from, int cursor) {
    execute(
        server,
        "UPDATE original SET name = 'changed', updated_at = " + cursor + " WHERE id = " + from,
        "DELETE FROM original WHERE id = " + (from + 1),
        "DELETE FROM original WHERE id = " + (from + 2));
    put(server, from + 2, "again", cursor);
    execute(
        server,
        "UPDATE original SET id = %d, updated_at = %d WHERE id = %d"
            .formatted(1000 + from, cursor, from + 3));
    put(server, 500 + from, "new", cursor);
  }

  private static void put(DatabaseServer server, int id, String name, int cursor) {
    execute(
        server,
        "INSERT INTO original VALUES ('%s', %d, '%s', %d)"
            .formatted(id % 2 == 0 ? "eu" : "EU", id, name, cursor));
  }

  private static void execute(DatabaseServer server, String... sql) {
    server.execute(MySqlDatabase.NAME, sql);
  }

  private static void awaitEqual(DatabaseServer server) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions() // the copy is made by the job
        .untilAsserted(
            () -> assertThat(rows(server, "customer")).isEqualTo(rows(server, "original")));
  }

  private static List<String> rows(DatabaseServer server, String table) throws SQLException {
    try (Connection connection = server.connect(MySqlDatabase.NAME);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT region, id, name, updated_at FROM " + table + " ORDER BY id")) {
      return PostgresTable.rows(found);
    }
  }

  private static JobClient copy(DatabaseServer server, JdbcSourceConfig config, String savepoint)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(1);
    environment.enableCheckpointing(50);
    TestTarget target =
        TestTarget.at(server.jdbcUrl(MySqlDatabase.NAME), server.user(), server.password())
            .key("region", "id");
    DataStream<ChangeRecord> changes =
        environment
            .fromSource(
                new JdbcSourceConnector().source(config, TestSource.context()),
                WatermarkStrategy.noWatermarks(),
                "crm",
                ModelTypeInfo.SOURCE_RECORD)
            .uid("crm")
            .flatMap(new Decode())
            .returns(ModelTypeInfo.CHANGE_RECORD)
            .uid("decode");
    WriteOptions options = new WriteOptions(100, Duration.ofMillis(20), Duration.ofMinutes(1));
    new WriteStep("write", "copy", 1, OnRefusal.FAIL)
        .add(changes, new WriterTarget(target.factory(), options))
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return environment.executeAsync();
  }

  /** What a pipeline of one entity without a mapping makes of changes. */
  private static final class Decode implements FlatMapFunction<SourceRecord, ChangeRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(SourceRecord record, Collector<ChangeRecord> out) {
      if (record instanceof SourceChange change) {
        Row row = change.op() == ChangeOp.DELETE ? change.before() : change.after();
        EntityKey key = EntityKey.of(TestTarget.ENTITY, row.keyRow().toArray());
        out.collect(
            new ChangeRecord(
                key,
                change.op(),
                change.op() == ChangeOp.DELETE ? row.keyRow() : row,
                change.origin()));
      }
    }
  }
}

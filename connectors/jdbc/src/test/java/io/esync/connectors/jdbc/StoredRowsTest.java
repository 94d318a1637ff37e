package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.store.AppendableSource;
import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that a command adds for a source to read, and reads back from a target's table. */
class StoredRowsTest {
  private static final List<DatabaseServer> SERVERS = new ArrayList<>();
  private static final String DATABASE = "stored";
  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.STRING),
              new Field("status", DataType.STRING),
              new Field("note", DataType.STRING),
              new Field("updated_at", DataType.TIMESTAMPTZ)),
          List.of("id"));

  private final AppendableSource<JdbcSourceConfig> appended =
      new JdbcSourceConnector().appending().orElseThrow();

  static List<DatabaseServer> servers() {
    return SERVERS;
  }

  @BeforeAll
  static void start() {
    SERVERS.add(PostgresServer.start());
    SERVERS.add(MySqlFamily.MYSQL.database().server());
    SERVERS.add(MySqlFamily.MARIADB.database().server());
    SERVERS.forEach(server -> server.createDatabase(DATABASE));
  }

  @AfterAll
  static void stop() {
    SERVERS.get(0).close();
    SERVERS.stream()
        .skip(1)
        .forEach(server -> server.execute("mysql", "DROP DATABASE `" + DATABASE + "`"));
    SERVERS.clear();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_table_is_made_its_rows_have_the_databases_time_and_the_source_reads_them(
      DatabaseServer server) throws Exception {
    JdbcSourceConfig config = config(server, "made");
    SourceContext context = TestSource.context();
    assertThat(new JdbcSourceConnector().check(config, context))
        .extracting(CheckFailure::problem)
        .containsExactly(
            "table 'made' does not exist, or user '" + server.user() + "' may not see it");

    assertThat(appended.prepare(config, context, SCHEMA)).isEmpty();
    assertThat(appended.prepare(config, context, SCHEMA)).isEmpty();
    assertThat(new JdbcSourceConnector().check(config, context)).isEmpty();

    Instant before = Instant.now();
    String place =
        appended.append(config, context, SCHEMA, now -> Row.of(SCHEMA, "1", "OPEN", null, now));

    assertThat(place).isEqualTo("table made");
    try (TestSource source = new TestSource(config)) {
      SourceRecord record = source.poll().get(0);
      Row row = ((SourceChange) record).after();
      assertThat(row.get("id")).isEqualTo("1");
      assertThat(row.get("note")).isNull();
      Instant written = Instant.EPOCH.plusNanos(record.origin().timestamp() * 1000);
      assertThat(Duration.between(before, written).abs()).isLessThan(Duration.ofMinutes(1));
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_table_that_does_not_fit_is_refused_with_what_it_lacks(DatabaseServer server) {
    server.execute(DATABASE, "CREATE TABLE unfit (id varchar(40) PRIMARY KEY)");

    assertThatThrownBy(
            () ->
                appended.append(
                    config(server, "unfit"),
                    TestSource.context(),
                    SCHEMA,
                    now -> Row.of(SCHEMA, "1", "OPEN", null, now)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("unfit")
        .hasMessageContaining("status");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void rows_are_found_by_their_text_the_newest_first(DatabaseServer server) throws Exception {
    assertThat(read(server, "absent", new RowQuery(Map.of(), "updated_at", 10))).isEmpty();
    for (int i = 1; i <= 3; i++) {
      Row row = Row.of(SCHEMA, "" + i, i == 2 ? "it's" : "OPEN", "n" + i, Instant.ofEpochSecond(i));
      appended.append(config(server, "found"), TestSource.context(), SCHEMA, now -> row);
    }

    assertThat(read(server, "found", new RowQuery(Map.of("status", "OPEN"), "updated_at", 10)))
        .extracting(row -> row.get("note"))
        .containsExactly("n3", "n1");
    assertThat(read(server, "found", new RowQuery(Map.of("status", "it's"), "updated_at", 10)))
        .hasSize(1);
    assertThat(read(server, "found", new RowQuery(Map.of(), "updated_at", 1)))
        .extracting(row -> row.get("id"))
        .containsExactly("3");
  }

  private static List<Row> read(DatabaseServer server, String table, RowQuery query)
      throws StoreException {
    JdbcConfig config =
        new JdbcConfig(
            server.jdbcUrl(DATABASE),
            server.user(),
            Secret.of(server.password()),
            JdbcConfig.Create.IF_MISSING,
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Map.of(),
            JdbcConfig.OriginMarker.AUTO);
    Contract contract =
        new Contract("item", SCHEMA.key(), SCHEMA.fields(), List.of(), SchemaEvolution.EVOLVE);
    Route<JdbcRoute> route = new Route<>(new JdbcRoute(table, null), contract);
    return new JdbcTargetConnector()
        .reading()
        .orElseThrow()
        .read(config, new TargetContext<>("p", "t", Map.of("item", route)), query);
  }

  private static JdbcSourceConfig config(DatabaseServer server, String table) {
    return TestSource.config(server.jdbcUrl(DATABASE), server.user(), server.password(), table);
  }
}

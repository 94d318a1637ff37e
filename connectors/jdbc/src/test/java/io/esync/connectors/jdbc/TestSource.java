package io.esync.connectors.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.Schedule;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A {@code jdbc} source over a test database, polled without Flink and with a clock of its own. */
final class TestSource implements AutoCloseable {
  static final Duration LAG = Duration.ofSeconds(10);

  private final JdbcTables tables;
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private TablePosition position = TablePosition.START;
  private Poller<TablePosition> poller;

  TestSource(JdbcSourceConfig config) {
    this.tables = JdbcTables.of(config, context());
    open();
  }

  static JdbcSourceConfig config(String url, String user, String password, String... tables) {
    return config(url, user, password, "updated_at", List.of(), tables);
  }

  static JdbcSourceConfig withoutLag(String url, String user, String password, String... tables) {
    return config(url, user, password, "updated_at", List.of(), Duration.ZERO, tables);
  }

  static JdbcSourceConfig config(
      String url, String user, String password, String cursor, List<String> key, String... tables) {
    return config(url, user, password, cursor, key, LAG, tables);
  }

  /** Rows that are gone are looked for every minute. */
  static JdbcSourceConfig withDeletes(String url, String user, String password, String table) {
    return config(
        url,
        user,
        password,
        "updated_at",
        List.of(),
        LAG,
        Schedule.every(Duration.ofMinutes(1)),
        4,
        table);
  }

  /** The table original, scanned for deletes all the time where it has a cursor. */
  static JdbcSourceConfig copied(String url, String user, String password, String cursor) {
    Schedule deletes = cursor == null ? null : Schedule.every(Duration.ofMillis(50));
    return config(
        url, user, password, cursor, List.of(), Duration.ofMillis(100), deletes, 1000, "original");
  }

  static JdbcSourceConfig withoutCursor(String url, String user, String password, String table) {
    return config(url, user, password, null, List.of(), LAG, null, 4, table);
  }

  private static JdbcSourceConfig config(
      String url,
      String user,
      String password,
      String cursor,
      List<String> key,
      Duration lag,
      String... tables) {
    return config(url, user, password, cursor, key, lag, null, 1_000_000, tables);
  }

  private static JdbcSourceConfig config(
      String url,
      String user,
      String password,
      String cursor,
      List<String> key,
      Duration lag,
      Schedule deletes,
      int trackedRows,
      String... tables) {
    return config(
        url, user, password, cursor, key, lag, deletes, trackedRows, Integer.MAX_VALUE, tables);
  }

  /** The first reading is in parts of so many rows, and pages of twenty. */
  static JdbcSourceConfig inParts(
      String url, String user, String password, int partRows, String table) {
    return config(
        url, user, password, "updated_at", List.of(), Duration.ZERO, null, 1, partRows, table);
  }

  private static JdbcSourceConfig config(
      String url,
      String user,
      String password,
      String cursor,
      List<String> key,
      Duration lag,
      Schedule deletes,
      int trackedRows,
      int partRows,
      String... tables) {
    return new JdbcSourceConfig(
        url,
        user,
        Secret.of(password),
        List.of(tables),
        cursor,
        key,
        deletes,
        trackedRows,
        Duration.ofMillis(10),
        lag,
        partRows == Integer.MAX_VALUE ? 2 : 20,
        partRows,
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Map.of());
  }

  static SourceContext context(String... streams) {
    return new SourceContext(
        "shop",
        "crm",
        List.of(streams).stream().map(name -> new SourceContext.Stream(name, List.of())).toList());
  }

  static List<String> problems(JdbcSourceConfig config, String... streams) {
    return new JdbcSourceConnector()
        .check(config, context(streams)).stream().map(CheckFailure::problem).toList();
  }

  private void open() {
    poller = tables.open(tables.splits().get(0), position, () -> now);
  }

  /** Reads to the end of the table; what is news, without heartbeats. */
  List<SourceRecord> poll() throws SourceUnavailableException, IOException {
    List<SourceRecord> records = new ArrayList<>(pollAll());
    records.removeIf(Heartbeat.class::isInstance);
    return records;
  }

  /** The next poll, of which only some pieces were read before the source failed. */
  void pollAndFail(int pieces) throws SourceUnavailableException, IOException {
    for (int i = 0; i < pieces; i++) {
      position = poller.poll().position();
    }
    restart();
  }

  /** Reads to the end of the table. */
  List<SourceRecord> pollAll() throws SourceUnavailableException, IOException {
    List<SourceRecord> records = new ArrayList<>();
    Piece<TablePosition> piece;
    do {
      piece = poller.poll();
      records.addAll(piece.records());
      position = piece.position();
    } while (piece.next() == Piece.Next.AT_ONCE);
    return records;
  }

  /** The same in short. */
  List<String> news() throws SourceUnavailableException, IOException {
    return poll().stream().map(TestSource::text).toList();
  }

  static String text(SourceRecord record) {
    if (record instanceof Malformed malformed) {
      return malformed.message() + ": " + new String(malformed.payload(), UTF_8);
    }
    if (((SourceChange) record).op() == ChangeOp.DELETE) {
      return "-" + id(record);
    }
    Row row = ((SourceChange) record).after();
    return row.get("id") + " " + Objects.toString(row.get("name"));
  }

  static Object id(SourceRecord record) {
    SourceChange change = (SourceChange) record;
    return (change.op() == ChangeOp.DELETE ? change.before() : change.after()).get("id");
  }

  static String json(SourceRecord record) {
    return RowJson.text(((SourceChange) record).after());
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Stops and goes on from the position as it comes back from a checkpoint. */
  void restart() throws IOException {
    poller.close();
    TablePosition.Serializer serializer = new TablePosition.Serializer();
    position = serializer.deserialize(serializer.getVersion(), serializer.serialize(position));
    open();
  }

  @Override
  public void close() {
    poller.close();
  }
}

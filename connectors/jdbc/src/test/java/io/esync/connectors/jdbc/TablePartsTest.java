package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.poll.Beginning;
import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The first reading of a table in parts of seven rows, on every database. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("servers")
class TablePartsTest {
  private static final PostgresServer POSTGRES = SharedPostgres.get();

  private final DatabaseServer server;
  private final String database;

  TablePartsTest(DatabaseServer server) {
    this.server = server;
    this.database = server == POSTGRES ? "postgres" : MySqlDatabase.NAME;
  }

  static List<DatabaseServer> servers() {
    return List.of(
        POSTGRES, MySqlFamily.MYSQL.database().server(), MySqlFamily.MARIADB.database().server());
  }

  private JdbcTables tables() {
    return JdbcTables.of(
        TestSource.inParts(server.jdbcUrl(database), server.user(), server.password(), 7, "parted"),
        TestSource.context());
  }

  @Test
  void each_row_is_in_one_part_and_what_changed_since_is_polled() throws Exception {
    server.execute(
        database,
        "DROP TABLE IF EXISTS parted",
        "CREATE TABLE parted (region varchar(10) NOT NULL, id int NOT NULL, name varchar(10),"
            + " updated_at timestamp NULL, PRIMARY KEY (region, id))");
    TreeSet<String> expected = new TreeSet<>();
    for (String region : List.of("EU", "eu", "ap", "Ä")) {
      for (int id = region.equals("eu") ? 100 : 0; id % 100 < 10; id++) {
        int key = region.equals("Ä") ? 1000 + id : region.equals("ap") ? 500 + id : id;
        server.execute(
            database,
            "INSERT INTO parted VALUES ('%s', %d, 'x', '2026-01-01 00:00:0%d')"
                .formatted(region, key, id % 5));
        expected.add(key + " x");
      }
    }
    server.execute(database, "INSERT INTO parted VALUES ('no', 9, 'cursor', NULL)");

    JdbcTables tables = tables();
    Beginning<TablePosition> beginning = tables.begin("parted");
    server.execute(
        database,
        "UPDATE parted SET name = 'new', updated_at = '2026-01-02 00:00:00' WHERE id = 3",
        "INSERT INTO parted VALUES ('zz', 2000, 'late', '2026-01-02 00:00:00')");
    List<String> read = new ArrayList<>();
    for (TablePosition part : beginning.parts()) {
      read.addAll(read(tables, part));
    }
    List<String> polled = read(tables, beginning.start());

    assertThat(beginning.parts()).hasSize(6);
    expected.remove("3 x");
    assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(polled).containsExactlyInAnyOrder("3 new", "2000 late");
  }

  private static List<String> read(JdbcTables tables, TablePosition position) throws Exception {
    List<String> read = new ArrayList<>();
    TablePosition.Serializer serializer = new TablePosition.Serializer();
    TablePosition at = position;
    Piece.Next next = Piece.Next.AT_ONCE;
    while (next == Piece.Next.AT_ONCE) { // each page by another poller, as after a restart
      at = serializer.deserialize(serializer.getVersion(), serializer.serialize(at));
      try (Poller<TablePosition> poller = tables.open("parted", at)) {
        Piece<TablePosition> piece = poller.poll();
        for (SourceRecord record : piece.records()) {
          if (record instanceof SourceChange) {
            read.add(TestSource.text(record));
          }
        }
        at = piece.position();
        next = piece.next();
      }
    }
    return read;
  }

  @Test
  void a_table_smaller_than_a_part_is_polled_from_its_beginning() throws Exception {
    server.execute(
        database,
        "DROP TABLE IF EXISTS parted",
        "CREATE TABLE parted (id int PRIMARY KEY, updated_at timestamp)",
        "INSERT INTO parted VALUES (1, '2026-01-01 00:00:00')");

    assertThat(tables().begin("parted")).isEqualTo(new Beginning<>(TablePosition.START, List.of()));
  }
}

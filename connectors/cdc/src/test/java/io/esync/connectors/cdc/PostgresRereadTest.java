package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.cdc.postgres.Capture;
import io.esync.connectors.cdc.postgres.PostgresRereader;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.resync.Since;
import io.esync.operators.resync.TableReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables of PostgreSQL are read again: whole, in chunks, and from a place that holds. */
final class PostgresRereadTest {
  private static final String DATABASE = "again";

  private static PostgresCdcFixture fixture;

  @BeforeAll
  static void start() {
    fixture = new PostgresCdcFixture();
    fixture.server().createDatabase(DATABASE);
    fixture
        .server()
        .execute(
            DATABASE,
            "CREATE TABLE numbered (id bigint PRIMARY KEY, t text)",
            "INSERT INTO numbered SELECT i, 'row ' || i FROM generate_series(1, 95) i",
            "CREATE TABLE named (name text, n int, PRIMARY KEY (name, n))",
            "INSERT INTO named SELECT 'a' || i % 3, i FROM generate_series(1, 60) i",
            "CREATE TABLE keyless (n numeric)",
            "INSERT INTO keyless SELECT i FROM generate_series(1, 30) i",
            "CREATE TABLE empty (id uuid PRIMARY KEY)",
            "CREATE TABLE awaited (id int PRIMARY KEY, n int)",
            "INSERT INTO awaited VALUES (1, 0)");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static TableReader open() {
    PostgresCdcConfig config = fixture.config(DATABASE, 10, "public\\..*");
    return new PostgresRereader(
            Capture.of(config, new SourceContext("test", "again", List.of(), List.of())))
        .open();
  }

  @Test
  void every_row_comes_once_however_a_table_is_cut() throws Exception {
    try (TableReader reader = open()) {
      Since since = reader.since();
      for (String table : List.of("numbered", "named", "keyless", "empty")) {
        List<String> rows = Rereadings.all(reader, "public." + table, since);
        assertThat(rows)
            .as(table)
            .containsExactlyInAnyOrderElementsOf(
                Rereadings.queried(fixture.server().connect(DATABASE), table));
      }
      assertThat(Rereadings.chunks(reader, "public.numbered", since)).isEqualTo(10);
    }
  }

  @Test
  void a_place_is_found_only_when_all_that_may_have_written_before_it_has_ended() throws Exception {
    CompletableFuture<List<String>> reading;
    try (Connection open = fixture.server().connect(DATABASE);
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("UPDATE awaited SET n = 1");
      reading = CompletableFuture.supplyAsync(() -> Rereadings.rows(open(), "public.awaited"));
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          fixture.number(
                              DATABASE,
                              "SELECT count(*) FROM pg_stat_activity WHERE application_name ="
                                  + " 'esync' AND query LIKE '%txid_snapshot_xmin%'"))
                      .isPositive());
      open.commit();
    }
    assertThat(reading.get()).containsExactly("[1, 1]");
  }

  @Test
  void rows_are_newer_than_what_was_logged_before_and_older_than_what_comes() throws Exception {
    try (TableReader reader = open()) {
      long before = fixture.endOfLog(DATABASE);
      Since since = reader.since();
      fixture.server().execute(DATABASE, "INSERT INTO numbered VALUES (1000, 'x')");

      assertThat(since.rows().compareTo(since.gone())).isPositive();
      assertThat(since.place().major()).isBetween(before, fixture.endOfLog(DATABASE));
      assertThat(since.rows().compareTo(since.place())).isNegative();
      fixture.server().execute(DATABASE, "DELETE FROM numbered WHERE id = 1000");
    }
  }

  @Test
  void one_row_is_read_by_its_key_or_told_to_be_gone() throws Exception {
    try (TableReader reader = open()) {
      Since since = reader.since();
      assertThat(Rereadings.shown(reader.rows("public.numbered", key("id", 7), since)))
          .containsExactly("[7, row 7]");
      assertThat(reader.rows("public.numbered", key("id", 777), since)).isEmpty();
      assertThat(reader.gone("public.numbered", key("id", 777), since).before().get("id"))
          .isEqualTo(777L);
      assertThat(
              Rereadings.shown(reader.rows("public.named", Map.of("name", "a1", "n", "4"), since)))
          .containsExactly("[a1, 4]");
    }
  }

  private static Map<String, Object> key(String column, long value) {
    return Map.of(column, BigDecimal.valueOf(value));
  }
}

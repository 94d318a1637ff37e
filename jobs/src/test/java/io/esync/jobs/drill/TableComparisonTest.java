package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.testkit.PostgresServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The judge of the drills is no friend of the accused. */
class TableComparisonTest {
  @Test
  void every_row_that_is_missing_extra_or_different_is_counted_and_named() throws SQLException {
    try (PostgresServer server = PostgresServer.start()) {
      String table = "CREATE TABLE t (id bigint PRIMARY KEY, name text, tags text[])";
      server.createDatabase("a");
      server.createDatabase("b");
      server.execute(
          "a",
          table,
          "INSERT INTO t SELECT i, 'n', '{x}' FROM generate_series(1, 9) i",
          "UPDATE t SET name = NULL WHERE id = 9");
      server.execute(
          "b",
          table,
          "INSERT INTO t SELECT i, 'n', '{x}' FROM generate_series(3, 12) i",
          "UPDATE t SET tags = NULL WHERE id = 5",
          "UPDATE t SET name = '' WHERE id = 9");

      TableComparison unequal = TableComparison.of(server, "a", "b", "t", "id, name, tags");
      TableComparison equal = TableComparison.of(server, "a", "a", "t", "id, name, tags");

      assertThat(unequal.isEqual()).isFalse();
      assertThat(unequal.sourceRows()).isEqualTo(9);
      assertThat(unequal.targetRows()).isEqualTo(10);
      assertThat(unequal.missing()).isEqualTo(2);
      assertThat(unequal.extra()).isEqualTo(3);
      assertThat(unequal.different()).isEqualTo(2);
      assertThat(unequal.sourceHash()).isNotEqualTo(unequal.targetHash());
      assertThat(unequal.examples())
          .containsExactly(
              "1 is missing",
              "2 is missing",
              "5 is different",
              "9 is different",
              "10 is extra",
              "11 is extra",
              "12 is extra");
      assertThat(equal.isEqual()).isTrue();
    }
  }
}

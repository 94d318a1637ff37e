package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(MySqlFamily.class)
class MySqlSourceTest {
  private final MySqlDatabase database;

  MySqlSourceTest(MySqlFamily family) {
    this.database = family.database();
  }

  private JdbcSourceConfig config(String... tables) {
    return database.source(tables);
  }

  @Test
  void rows_of_one_second_on_two_pages_and_late_ones_are_all_read() throws Exception {
    database.execute(
        "DROP TABLE IF EXISTS customer",
        "CREATE TABLE customer (region varchar(10) COLLATE utf8mb4_bin, id varbinary(4), name text,"
            + " updated_at timestamp NOT NULL, PRIMARY KEY (region, id))",
        "INSERT INTO customer VALUES ('eu', x'01', 'a', '2026-01-01 00:00:02'),"
            + " ('eu', x'ff', 'b', '2026-01-01 00:00:02'), ('US', x'01', 'c', '2026-01-01 00:00:02'),"
            + " ('us', x'00', 'd', '2026-01-01 00:00:02')");

    try (TestSource source = new TestSource(config("customer"))) {
      assertThat(names(source)).containsExactly("c", "a", "b", "d");

      database.execute("INSERT INTO customer VALUES ('ap', x'01', 'e', '2026-01-01 00:00:01')");
      source.restart();
      assertThat(names(source)).contains("e");

      source.pass(TestSource.LAG);
      source.poll();
      source.restart();
      database.execute(
          "UPDATE customer SET name = 'A', updated_at = '2026-01-01 00:00:03' WHERE name = 'a'");
      assertThat(names(source)).containsExactly("A");
    }
  }

  private static List<String> names(TestSource source) throws Exception {
    return source.news().stream().map(text -> text.substring(text.lastIndexOf(' ') + 1)).toList();
  }

  @Test
  void values_are_read_to_the_last_digit() throws Exception {
    database.execute(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (id bigint unsigned PRIMARY KEY, updated_at datetime(6), b boolean, ub int"
            + " unsigned, d decimal(30,10), f float, g double, y varbinary(3), bt bit(1), dt date,"
            + " tm time(6), ts timestamp(6), j json, e enum('x','y'), yr year, c char(3))",
        "INSERT INTO t VALUES (18446744073709551615, '2024-02-29 13:14:15.123456', true, 4294967295,"
            + " 12345678901234567890.1, 16777216.1, 1e-300, x'00ff', b'1', '2024-02-29',"
            + " '23:59:59.000001', '2026-01-01 00:00:00.5', '{\"a\": 1}', 'y', 2026, 'ä')");

    try (TestSource source = new TestSource(config("t"))) {
      assertThat(TestSource.json(source.poll().get(0)))
          .isEqualTo(
              "{\"b\":true,\"bt\":true,\"c\":\"ä\",\"d\":\"12345678901234567890.1000000000\","
                  + "\"dt\":\"2024-02-29\",\"e\":\"y\",\"f\":1.6777216E7,\"g\":1.0E-300,"
                  + "\"id\":\"18446744073709551615\",\"j\":{\"a\":1},\"tm\":\"23:59:59.000001\","
                  + "\"ts\":\"2026-01-01T00:00:00.500Z\",\"ub\":4294967295,"
                  + "\"updated_at\":\"2024-02-29T13:14:15.123456\",\"y\":\"AP8=\",\"yr\":2026}");
    }
  }

  @Test
  void a_value_that_no_type_of_ours_holds_is_told_whole_and_the_others_go_on() throws Exception {
    database.execute(
        "DROP TABLE IF EXISTS odd",
        "CREATE TABLE odd (id int PRIMARY KEY, name text, since date, length time, flag tinyint(1),"
            + " updated_at datetime)",
        "SET sql_mode = ''",
        "INSERT INTO odd VALUES (1, 'zero', '0000-00-00', '01:00:00', 1, '2026-01-01'),"
            + " (2, 'long', '2026-01-01', '25:00:00', 1, '2026-01-01'),"
            + " (3, 'flag', '2026-01-01', '01:00:00', 5, '2026-01-01'),"
            + " (4, 'cursor', NULL, NULL, NULL, '0000-00-00'),"
            + " (5, 'good', NULL, '23:59:59', 0, '2026-01-01')");

    try (TestSource source = new TestSource(config("odd"))) {
      List<String> news = source.news();

      assertThat(news.get(0)).startsWith("column 'updated_at' holds").contains("\"id\":\"4\"");
      assertThat(news.get(1))
          .startsWith(
              "column 'since' holds an unknown form of value, which the type date cannot say")
          .contains("\"since\":\"0000-00-00\"", "\"name\":\"zero\"");
      assertThat(news.get(2)).startsWith("column 'length' holds a time that is none of a day");
      assertThat(news.get(3)).startsWith("column 'flag' holds the number 5");
      assertThat(news.get(4)).isEqualTo("5 good");
    }
  }

  @Test
  void a_key_without_an_exact_order_and_a_missing_table_fail_the_check() {
    database.execute(
        "DROP TABLE IF EXISTS moods",
        "CREATE TABLE moods (id enum('b','a') PRIMARY KEY, updated_at datetime NOT NULL)");

    assertThat(TestSource.problems(config("moods", "nowhere")))
        .containsExactly(
            "table 'moods': column 'id' is enum('b','a'), which gives rows no exact order",
            "table 'nowhere' does not exist, or user 'root' may not see it");
  }
}

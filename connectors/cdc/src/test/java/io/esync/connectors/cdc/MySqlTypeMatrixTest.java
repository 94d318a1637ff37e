package io.esync.connectors.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.MySqlValue;
import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value of every type is equal, copied and streamed, or else malformed; none is changed. */
final class MySqlTypeMatrixTest {
  @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.ofSlots(2);

  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void every_value_is_equal_or_malformed(MySqlFamilyServer server) throws Exception {
    List<MySqlValue> values = MySqlValue.of(server);
    List<MySqlValue> good = values.stream().filter(each -> !each.isMalformed()).toList();
    List<MySqlValue> bad = values.stream().filter(MySqlValue::isMalformed).toList();
    server.createDatabase("types");
    server.execute("types", statements(good, bad, true));
    String id = MySqlServers.id(server, "types");
    int rows = 1 + bad.size();

    try (SourceRun run =
        SourceRun.start(id, MySqlServers.source(server, 100, "types\\..*"), 1, null)) {
      await().until(() -> run.records().size() == rows);
      server.execute("types", statements(good, bad, false));
      await().until(() -> run.records().size() == 2 * rows);

      SoftAssertions soft = new SoftAssertions();
      for (SourceRecord record : run.records()) {
        soft.assertThat(record instanceof Malformed)
            .as(record.origin().position() + ": " + record)
            .isEqualTo(!record.origin().stream().equals("types.good"));
      }
      soft.assertAll();
      verifyMalformed(run.records(), bad);
      verifyEqual(run.records(), good);
    }
  }

  /** What is well known stands in one table; what is refused makes a row malformed by itself. */
  private static String[] statements(List<MySqlValue> good, List<MySqlValue> bad, boolean first) {
    List<String> sql = new ArrayList<>(List.of("SET sql_mode = ''", "SET NAMES utf8mb4"));
    StringBuilder columns = new StringBuilder("id int PRIMARY KEY");
    StringBuilder values = new StringBuilder(first ? "1" : "2");
    for (int i = 0; i < good.size(); i++) {
      columns.append(", v").append(i).append(' ').append(good.get(i).type());
      values.append(", ").append(good.get(i).sql());
    }
    if (first) {
      sql.add("CREATE TABLE good (" + columns + ")");
    }
    sql.add("INSERT INTO good VALUES (" + values + ")");
    for (int i = 0; i < bad.size(); i++) {
      if (first) {
        sql.add("CREATE TABLE bad" + i + " (id int PRIMARY KEY, v " + bad.get(i).type() + ")");
      }
      sql.add(
          "INSERT INTO bad" + i + " VALUES (" + (first ? 1 : 2) + ", " + bad.get(i).sql() + ")");
    }
    return sql.toArray(String[]::new);
  }

  private static void verifyMalformed(List<SourceRecord> records, List<MySqlValue> bad) {
    for (SourceRecord record : records) {
      if (record instanceof Malformed malformed) {
        MySqlValue wanted =
            bad.get(Integer.parseInt(record.origin().stream().substring("types.bad".length())));
        assertThat(malformed.code()).isEqualTo(ErrorCode.UNREPRESENTABLE_VALUE);
        assertThat(malformed.message()).contains("column 'v'", "type " + wanted.expectedType());
        // the value as the server writes it, e.g. 0000-00-00
        String value = wanted.sql().replace("'", "");
        assertThat(new String(malformed.payload(), UTF_8)).contains("\"v\":\"" + value);
      }
    }
  }

  private static void verifyEqual(List<SourceRecord> records, List<MySqlValue> good) {
    List<SourceChange> changes =
        records.stream()
            .filter(SourceChange.class::isInstance)
            .map(SourceChange.class::cast)
            .toList();
    SoftAssertions soft = new SoftAssertions();
    for (SourceChange change : changes) {
      boolean snapshot = change.origin().snapshot();
      assertThat(change.after().schema().key()).containsExactly("id");
      for (int i = 0; i < good.size(); i++) {
        MySqlValue wanted = good.get(i);
        Object value = change.after().get("v" + i);
        Object expected = expected(wanted, snapshot, changes.get(0).after().get("v" + i));
        String what = (snapshot ? "copied " : "streamed ") + wanted.type() + " " + shown(wanted);
        soft.assertThat(Values.equal(value, expected))
            .as(what + " became " + Values.describe(value) + ", not " + Values.describe(expected))
            .isTrue();
        soft.assertThat(change.after().schema().field(i + 1).type())
            .as(what)
            .hasToString(wanted.expectedType());
      }
    }
    soft.assertAll();
  }

  private static String shown(MySqlValue wanted) {
    return wanted.sql().substring(0, Math.min(80, wanted.sql().length()));
  }

  /** Where a case tells no value, the stream must give what the copy gave. */
  private static Object expected(MySqlValue wanted, boolean snapshot, Object copied) {
    if (wanted.sql().equals("DEFAULT")) {
      return snapshot ? 10 : 20;
    }
    return wanted.expected() != null || wanted.sql().equals("NULL") ? wanted.expected() : copied;
  }
}

package io.esync.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each missing prerequisite is one failure that names the thing and the mend. */
final class MySqlCheckTest {
  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  private static List<CheckFailure> check(
      MySqlFamilyServer server, String user, String password, String... tables) {
    MySqlCdcConfig config =
        new MySqlCdcConfig(
            server.host(),
            server.port(),
            null,
            user,
            Secret.of(password),
            List.of(tables),
            null,
            MySqlCdcConfig.INITIAL,
            0,
            50_000,
            null,
            Duration.ofSeconds(2),
            "preferred");
    return new MySqlCdcConnector().check(config, new SourceContext("p", "s", List.of(), List.of()));
  }

  private static void assertOne(List<CheckFailure> failures, String problem, String remedy) {
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).problem()).contains(problem);
    assertThat(failures.get(0).remedy()).contains(remedy);
    assertThat(failures.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void users_tables_and_keys_are_checked(MySqlFamilyServer server) {
    String all =
        server instanceof MariaDbServer
            ? "REPLICATION SLAVE, BINLOG MONITOR, PROCESS"
            : "REPLICATION SLAVE, REPLICATION CLIENT, PROCESS";
    server.createDatabase("checked");
    server.execute(
        "checked",
        "CREATE TABLE customers (id int PRIMARY KEY)",
        "CREATE TABLE keyless (line text)",
        "CREATE USER plain IDENTIFIED BY 's3cret'",
        "GRANT SELECT ON checked.* TO plain",
        "CREATE USER reader IDENTIFIED BY 's3cret'",
        "GRANT " + all + " ON *.* TO reader",
        "GRANT SELECT ON checked.* TO reader");

    assertThat(check(server, "reader", "s3cret", "checked.customers")).isEmpty();
    assertThat(check(server, server.user(), server.password(), "checked.customers")).isEmpty();
    assertOne(check(server, "reader", "not s3cret", "checked.t"), "user 'reader'", "password");
    assertOne(check(server, "reader", "s3cret", "checked.custmers"), "custmers", "tables");
    assertOne(
        check(server, "reader", "s3cret", "checked.keyless"), "has no primary key", "Add one");
    assertThat(check(server, "plain", "s3cret", "checked.customers"))
        .extracting(CheckFailure::remedy)
        .hasSize(3)
        .allMatch(remedy -> remedy.startsWith("GRANT ") && remedy.endsWith(" TO 'plain'"));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void each_setting_of_the_log_that_does_not_fit_is_named_with_a_statement(
      MySqlFamilyServer server) {
    server.createDatabase("settings");
    server.execute("settings", "CREATE TABLE t (id int PRIMARY KEY)");
    String verb = server instanceof MariaDbServer ? "SET GLOBAL " : "SET PERSIST ";
    String minimal = server instanceof MariaDbServer ? "NO_LOG" : "MINIMAL";
    try {
      server.execute(
          "mysql",
          "SET GLOBAL binlog_format = 'MIXED'",
          "SET GLOBAL binlog_row_image = 'MINIMAL'",
          "SET GLOBAL binlog_row_metadata = '" + minimal + "'");

      assertThat(check(server, server.user(), server.password(), "settings.t"))
          .extracting(CheckFailure::problem, CheckFailure::remedy)
          .allSatisfy(failure -> assertThat(failure.toList().get(1).toString()).startsWith(verb))
          .extracting(failure -> failure.toList().get(0))
          .containsExactly(
              "binlog_format is 'MIXED', not 'ROW'",
              "binlog_row_image is 'MINIMAL', not 'FULL'",
              "binlog_row_metadata is '" + minimal + "', not 'FULL'");
    } finally {
      server.execute(
          "mysql",
          "SET GLOBAL binlog_format = 'ROW'",
          "SET GLOBAL binlog_row_image = 'FULL'",
          "SET GLOBAL binlog_row_metadata = 'FULL'");
    }
  }

  @Test
  void a_server_that_is_not_there_is_named() {
    MySqlCdcConfig config =
        new MySqlCdcConfig(
            "127.0.0.1",
            1,
            "d",
            "x",
            Secret.of("s3cret"),
            List.of("t"),
            null,
            MySqlCdcConfig.INITIAL,
            0,
            1,
            null,
            Duration.ofSeconds(1),
            "preferred");
    assertOne(
        new MySqlCdcConnector().check(config, new SourceContext("p", "s", List.of(), List.of())),
        "127.0.0.1:1",
        "host and port");
  }
}

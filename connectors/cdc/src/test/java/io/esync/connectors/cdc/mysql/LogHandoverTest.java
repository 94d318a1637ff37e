package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.LogHandover;
import io.esync.connectors.cdc.MySqlServers;
import io.esync.connectors.testkit.MySqlFamilyServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LogHandoverTest {
  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void the_log_is_handed_out_a_moment_behind_the_checkpoint_that_sets_it_free(
      MySqlFamilyServer server) throws Throwable {
    MySqlServers.given(
        server, "handover", "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");

    LogHandover.check(
        MySqlServers.source(server, 10, "handover.t"),
        new LogPosition("log.1", 4, 0, 0).toOffset());
  }
}

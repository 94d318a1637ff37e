package io.esync.connectors.cdc.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.esync.connectors.cdc.MySqlCdcConfig;
import io.esync.connectors.cdc.MySqlServers;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.MySqlFamilyServer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.source.assigner.splitter.ChunkSplitter;
import org.apache.flink.cdc.connectors.base.source.assigner.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.base.source.meta.split.SnapshotSplit;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table that goes while it is cut into chunks. */
final class CutTableTest {
  private static final TableId TABLE = new TableId("cut", null, "t");

  static Stream<Named<MySqlFamilyServer>> servers() {
    return MySqlServers.all();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("servers")
  void a_table_that_goes_while_it_is_cut_ends_with_the_next_chunk(MySqlFamilyServer server)
      throws Exception {
    MySqlServers.given(
        server,
        "cut",
        "CREATE TABLE t (id varchar(9) PRIMARY KEY)",
        "INSERT INTO t VALUES ('a'), ('b'), ('c'), ('d'), ('e')");
    MySqlCdcConfig config = MySqlServers.config(server, 2, "cut.t");
    JdbcSourceConfig settings = new SplitConfig.Factory(config).create(0);
    MySqlDialect dialect =
        new MySqlDialect(
            MySqlCapture.of(config, new SourceContext("test", "cut", List.of(), List.of())));
    ChunkSplitter splitter =
        dialect.createChunkSplitter(settings, ChunkSplitterState.NO_SPLITTING_TABLE_STATE);
    splitter.open();
    SnapshotSplit first = splitter.generateSplits(TABLE).iterator().next();
    ChunkSplitter restored = dialect.createChunkSplitter(settings, splitter.snapshotState(1));
    restored.open();

    server.execute("cut", "DROP TABLE t");

    for (ChunkSplitter each : List.of(splitter, restored)) {
      SnapshotSplit last = each.generateSplits(TABLE).iterator().next();
      assertThat(last.getSplitStart()).isEqualTo(first.getSplitEnd()).isNotNull();
      assertThat(last.getSplitEnd()).isNull();
      assertThat(each.hasNextChunk()).isFalse();
      each.close();
    }
  }
}

package io.esync.connectors.iceberg;

import static io.esync.connectors.iceberg.Changes.PEOPLE;
import static io.esync.connectors.iceberg.Changes.TALL_PEOPLE;
import static io.esync.connectors.iceberg.Changes.delete;
import static io.esync.connectors.iceberg.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.iceberg.IcebergConfig.Mode;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlServer;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.SchemaEvolution;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Catalogues in databases beside PostgreSQL. */
@Timeout(240)
class MySqlCatalogTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(4).build());

  @Test
  void a_mariadb_knows_the_tables() throws Exception {
    try (DatabaseServer server = MariaDbServer.start()) {
      knowsTables(server, "of_mariadb");
    }
  }

  @Test
  @Tag("long")
  void a_mysql_knows_the_tables() throws Exception {
    Assumptions.assumeTrue(MySqlServer.isSupported());
    try (DatabaseServer server = MySqlServer.start()) {
      knowsTables(server, "of_mysql");
    }
  }

  private static void knowsTables(DatabaseServer server, String entity) throws Exception {
    server.createDatabase("catalog");
    IcebergConfig config = Lake.config(Mode.UPSERT, server, server.password());
    TargetContext<IcebergRoute> context =
        Lake.context(entity, SchemaEvolution.EVOLVE, List.of("bucket(2, id)"));
    assertThat(new IcebergConnector().check(config, context)).isEmpty();
    List<ChangeRecord> script =
        List.of(
            upsert(entity, PEOPLE, 1L, "Ada"),
            upsert(entity, PEOPLE, 2L, "Bob"),
            delete(entity, 2),
            upsert(entity, TALL_PEOPLE, 1L, "Ada L.", 170));

    LakeRun.start(entity, script, 2, config, context, null).awaitEnd();

    Table table = Lake.table(config, entity);
    assertThat(Lake.rows(table))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getField("name")).isEqualTo("Ada L.");
              assertThat(row.getField("height")).isEqualTo(170);
            });
    assertThat(table.snapshots()).hasSizeGreaterThan(1);
  }
}

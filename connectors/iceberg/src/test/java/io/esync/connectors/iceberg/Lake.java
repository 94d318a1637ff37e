package io.esync.connectors.iceberg;

import io.esync.connectors.iceberg.IcebergConfig.CatalogType;
import io.esync.connectors.iceberg.IcebergConfig.Create;
import io.esync.connectors.iceberg.IcebergConfig.Mode;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.FlinkPlugins;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.S3Server;
import io.esync.operators.model.Field;
import io.esync.operators.model.SchemaEvolution;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** Tables on a real S3 server, known to a catalogue in a real PostgreSQL; one for all tests. */
final class Lake {
  private static final S3Server S3 = S3Server.start();
  private static final PostgresServer POSTGRES = PostgresServer.start();

  static {
    POSTGRES.createDatabase("catalog");
    S3.createBucket("lake");
    FlinkPlugins.useFileSystems(S3.flinkOptions());
  }

  private Lake() {}

  static IcebergConfig config(Mode mode) {
    return config(mode, POSTGRES.password());
  }

  static IcebergConfig config(Mode mode, String password) {
    return config(mode, POSTGRES, password);
  }

  /** Tables that a database of another server knows. */
  static IcebergConfig config(Mode mode, DatabaseServer server, String password) {
    return new IcebergConfig(
        CatalogType.JDBC,
        server.jdbcUrl("catalog"),
        "s3://lake/warehouse",
        server.user(),
        Secret.of(password),
        null,
        "default",
        mode,
        Create.IF_MISSING,
        Duration.ofSeconds(10),
        Map.of(),
        Map.of());
  }

  /** A context of one entity, whose fields rows tell. */
  static TargetContext<IcebergRoute> context(
      String entity, SchemaEvolution evolution, List<String> partitionBy, Field... fields) {
    return new TargetContext<>(
        "shop",
        "lake",
        Map.of(
            entity,
            new Route<>(
                new IcebergRoute(null, partitionBy),
                new Contract(entity, List.of("id"), List.of(fields), List.of(), evolution))));
  }

  static Table table(String name) {
    return table(config(Mode.UPSERT), name);
  }

  static Table table(IcebergConfig config, String name) {
    return config.access().open().catalog().loadTable(TableIdentifier.of("default", name));
  }

  /** The rows as any reader sees them. */
  static List<Record> rows(Table table) throws IOException {
    return rows(table, Expressions.alwaysTrue());
  }

  /** Those of the rows that somebody looks for. */
  static List<Record> rows(Table table, Expression wanted) throws IOException {
    table.refresh();
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).where(wanted).build()) {
      List<Record> result = new ArrayList<>();
      rows.forEach(result::add);
      return result;
    }
  }
}

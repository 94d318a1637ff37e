package io.esync.connectors.iceberg;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps tables of Apache Iceberg: the present rows of entities, or all their changes. */
@AutoService(TargetConnector.class)
@SuppressWarnings("rawtypes") // a service is named without its parameters
public final class IcebergConnector implements TargetConnector<IcebergConfig, IcebergRoute> {
  @Override
  public String type() {
    return "iceberg";
  }

  @Override
  public String description() {
    return "Tables of Apache Iceberg, on a disk, S3 or any storage that Flink has a plugin for, in a"
        + " catalogue over JDBC, files (Hadoop) or REST (untested).";
  }

  @Override
  public String guarantee() {
    return "Exactly once: each checkpoint is one commit of a table, of which readers see all or"
        + " nothing.";
  }

  @Override
  public String prerequisites() {
    return """
        * A `jdbc` catalogue: a database whose driver is on the class path (PostgreSQL's, and MySQL's, \
        which is for MariaDB too: `jdbc:mysql:`), and a user who may create the two tables `iceberg_tables` and `iceberg_namespace_properties` in it.
        * `s3://` needs the plugin `flink-s3-fs-hadoop` and its settings (`s3.endpoint`, `s3.access-key`, …) in Flink's \
        configuration; `flink-s3-fs-presto` reads but cannot write for checkpoints. A `hadoop` catalogue cannot be on S3.
        * In `upsert` mode an existing table is of format version 2 and partitioned by key fields at most.
        * One pipeline writes a table. Others may read it, and maintenance (compaction, expiry) may run at any time.
        """;
  }

  @Override
  public Class<IcebergConfig> configType() {
    return IcebergConfig.class;
  }

  @Override
  public Class<IcebergRoute> routeType() {
    return IcebergRoute.class;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if two entities share a table
   */
  @Override
  public Target target(IcebergConfig config, TargetContext<IcebergRoute> context) {
    Map<String, TableRoute> routes = routes(config, context);
    CatalogAccess access = config.access();
    return new SinkTarget<>(
        new RowEncoder(access, routes),
        new IcebergSink(
            context.pipeline(), context.target(), access, routes, config.retryTimeout()));
  }

  private static Map<String, TableRoute> routes(
      IcebergConfig config, TargetContext<IcebergRoute> context) {
    Map<String, TableRoute> routes = new HashMap<>();
    Map<String, String> entities = new HashMap<>();
    new TreeMap<>(context.routes())
        .forEach(
            (entity, route) -> {
              TableRoute way = TableRoute.of(config, route);
              String other = entities.put(way.table(), entity);
              if (other != null) {
                throw new IllegalArgumentException(
                    "entities '%s' and '%s' share the table '%s' of target '%s'; give each its own"
                        .formatted(other, entity, way.table(), context.target()));
              }
              routes.put(entity, way);
            });
    return routes;
  }

  @Override
  public List<CheckFailure> check(IcebergConfig config, TargetContext<IcebergRoute> context) {
    return CatalogCheck.of(config, routes(config, context).values());
  }
}

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.spi.TargetWriterFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A database and the tables that a pipeline writes there. Travels in the job graph.
 *
 * @param application what the database shows as the connection's program
 * @param marker of what is written, or null for none
 */
record JdbcTarget(JdbcConfig config, String application, List<EntityRoute> routes, String marker)
    implements TargetWriterFactory {

  static JdbcTarget of(JdbcConfig config, TargetContext<JdbcRoute> context) {
    List<EntityRoute> routes = new ArrayList<>();
    context.routes().values().forEach(route -> routes.add(EntityRoute.of(route)));
    String application = "esync/" + context.pipeline() + "/" + context.target();
    return new JdbcTarget(config, application, routes, marks(config) ? context.marker() : null);
  }

  /** Whether the database can mark what is written, and is to do so. */
  static boolean marks(JdbcConfig config) {
    return config.originMarker() == JdbcConfig.OriginMarker.AUTO
        && Dialect.of(config.url()) instanceof PostgresDialect;
  }

  Dialect dialect() {
    return Dialect.of(config.url());
  }

  boolean create() {
    return config.create() == JdbcConfig.Create.IF_MISSING;
  }

  @Override
  public TargetWriter open() throws TargetException {
    return open(0);
  }

  @Override
  public TargetWriter open(int writer) throws TargetException {
    return JdbcTargetWriter.open(this, marker == null ? null : marker + "/" + writer);
  }
}

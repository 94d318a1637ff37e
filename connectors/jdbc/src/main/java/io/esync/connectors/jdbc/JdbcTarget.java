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
 */
record JdbcTarget(JdbcConfig config, String application, List<EntityRoute> routes)
    implements TargetWriterFactory {

  static JdbcTarget of(JdbcConfig config, TargetContext<JdbcRoute> context) {
    List<EntityRoute> routes = new ArrayList<>();
    context.routes().values().forEach(route -> routes.add(EntityRoute.of(route)));
    return new JdbcTarget(config, "esync/" + context.pipeline() + "/" + context.target(), routes);
  }

  Dialect dialect() {
    return Dialect.of(config.url());
  }

  boolean create() {
    return config.create() == JdbcConfig.Create.IF_MISSING;
  }

  @Override
  public TargetWriter open() throws TargetException {
    return JdbcTargetWriter.open(this);
  }
}

package io.esync.jobs.compile;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.TargetContext.SchemaEvolution;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.OutputSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.TargetSpec;
import io.esync.operators.model.RowSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A target of the pipeline file with its connector, bound together.
 *
 * @param <C> the connector's options
 * @param <R> the connector's route options
 */
record BoundTarget<C extends Record, R extends Record>(
    TargetConnector<C, R> connector, C config, TargetContext<R> context) {

  /** The target that {@code target} declares, with all entities that are routed to it. */
  static BoundTarget<?, ?> of(PipelineSpec pipeline, TargetSpec target, ConnectorCatalog catalog) {
    Map<Contract, Record> routes = new LinkedHashMap<>();
    for (EntitySpec entity : pipeline.entities()) {
      PipelineSpec.route(entity, target)
          .ifPresent(route -> routes.put(Mappings.contract(pipeline, entity), route.options()));
    }
    return bind(
        catalog.target(target.type()).orElseThrow(),
        target.config(),
        pipeline.id(),
        target.id(),
        routes);
  }

  /** The target of what the pipeline itself writes: rows of {@code schema} as {@code entity}. */
  static BoundTarget<?, ?> of(
      PipelineSpec pipeline,
      String id,
      OutputSpec output,
      String entity,
      RowSchema schema,
      ConnectorCatalog catalog) {
    Contract contract =
        new Contract(entity, schema.key(), schema.fields(), schema.key(), SchemaEvolution.EVOLVE);
    return bind(
        catalog.target(output.type()).orElseThrow(),
        output.config(),
        pipeline.id(),
        id,
        Map.of(contract, output.route()));
  }

  private static <C extends Record, R extends Record> BoundTarget<C, R> bind(
      TargetConnector<C, R> connector,
      Record config,
      String pipeline,
      String id,
      Map<Contract, Record> routes) {
    Map<String, Route<R>> bound = new LinkedHashMap<>();
    routes.forEach(
        (contract, options) ->
            bound.put(
                contract.entity(), new Route<>(connector.routeType().cast(options), contract)));
    return new BoundTarget<>(
        connector, connector.configType().cast(config), new TargetContext<>(pipeline, id, bound));
  }

  List<CheckFailure> check() {
    return connector.check(config, context);
  }

  TargetConnector.Target build() {
    return connector.target(config, context);
  }
}

package io.esync.jobs.compile;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetConnector.Target;
import io.esync.connectors.spi.TargetConnector.WriterTarget;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.connectors.spi.write.OnRefusal;
import io.esync.connectors.spi.write.WriteStep;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.OutputSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.TargetSpec;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * A target of the pipeline file with its connector, bound together.
 *
 * @param everyChange whether each change is to be written, even if a later one stands for it too:
 *     where what comes back is told by what was written
 * @param <C> the connector's options
 * @param <R> the connector's route options
 */
record BoundTarget<C extends Record, R extends Record>(
    TargetConnector<C, R> connector, C config, TargetContext<R> context, boolean everyChange) {

  /** The target that {@code target} declares, with all entities that are routed to it. */
  static BoundTarget<?, ?> of(PipelineSpec pipeline, TargetSpec target, ConnectorCatalog catalog) {
    Map<Contract, Record> routes = new LinkedHashMap<>();
    Protections protections = new Protections(pipeline);
    for (EntitySpec entity : pipeline.entities()) {
      PipelineSpec.route(entity, target)
          .ifPresent(
              route ->
                  routes.put(
                      Mappings.contract(pipeline, entity, protections.of(entity, target, route)),
                      route.options()));
    }
    return bind(
        catalog.target(target.type()).orElseThrow(),
        target.config(),
        pipeline,
        target.id(),
        routes,
        EchoTargets.marker(pipeline, target, catalog),
        target.echo() != null);
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
        pipeline,
        id,
        Map.of(contract, output.route()),
        null,
        false);
  }

  private static <C extends Record, R extends Record> BoundTarget<C, R> bind(
      TargetConnector<C, R> connector,
      Record config,
      PipelineSpec pipeline,
      String id,
      Map<Contract, Record> routes,
      String marker,
      boolean echoes) {
    Map<String, Route<R>> bound = new LinkedHashMap<>();
    routes.forEach(
        (contract, options) ->
            bound.put(
                contract.entity(), new Route<>(connector.routeType().cast(options), contract)));
    return new BoundTarget<>(
        connector,
        connector.configType().cast(config),
        new TargetContext<>(pipeline.id(), id, bound, marker, pipeline.checkpointing().interval()),
        echoes && marker == null);
  }

  /**
   * The rows that were written.
   *
   * @throws StoreException also where the connector cannot read
   */
  List<Row> read(RowQuery query) throws StoreException {
    return connector
        .reading()
        .orElseThrow(
            () ->
                new StoreException(
                    "what a '"
                        + connector.type()
                        + "' target was given cannot be read back by this command; jdbc,"
                        + " filesystem and kafka can"))
        .read(config, context, query);
  }

  List<CheckFailure> check() {
    return connector.check(config, context);
  }

  /**
   * Adds the step that writes {@code changes}.
   *
   * @param name its name and uid
   * @return what it may refuse to write and passes on; empty where nothing is passed on
   */
  List<DataStream<Rejection>> write(
      DataStream<ChangeRecord> changes, String name, int parallelism, OnRefusal onRefusal) {
    Target target = connector.target(config, context);
    if (everyChange && target instanceof WriterTarget writer) {
      target = new WriterTarget(writer.factory(), writer.options().withEveryChange());
    }
    DataStream<Rejection> rejections =
        new WriteStep(name, context.target(), parallelism, onRefusal).add(changes, target);
    return onRefusal == OnRefusal.REJECT ? List.of(rejections) : List.of();
  }
}

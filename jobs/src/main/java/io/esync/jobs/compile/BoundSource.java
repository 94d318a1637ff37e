package io.esync.jobs.compile;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.ControlSpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.replay.RecordParser;
import io.esync.operators.resync.Rereader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.api.connector.source.Source;

/**
 * A source of the pipeline file with its connector, bound together.
 *
 * @param <C> the connector's options
 */
record BoundSource<C extends Record>(
    SourceConnector<C> connector, C config, SourceContext context) {

  /** The source that {@code source} declares. */
  static BoundSource<?> of(PipelineSpec pipeline, SourceSpec source, ConnectorCatalog catalog) {
    return bind(
        catalog.source(source.type()).orElseThrow(),
        source.config(),
        Mappings.context(pipeline, source, catalog));
  }

  /** The source that {@code control} declares: every stream of it tells of decisions. */
  static BoundSource<?> of(PipelineSpec pipeline, ControlSpec control, ConnectorCatalog catalog) {
    List<SourceContext.Stream> every = List.of(new SourceContext.Stream(null, List.of()));
    return bind(
        catalog.source(control.type()).orElseThrow(),
        control.config(),
        new SourceContext(pipeline.id(), control.id(), every));
  }

  private static <C extends Record> BoundSource<C> bind(
      SourceConnector<C> connector, Record config, SourceContext context) {
    return new BoundSource<>(connector, connector.configType().cast(config), context);
  }

  /** Makes the place for rows of {@code schema} where the connector can, and it is missing. */
  List<CheckFailure> prepare(RowSchema schema) {
    return connector
        .appending()
        .map(source -> source.prepare(config, context, schema))
        .orElse(List.of());
  }

  /**
   * Adds a row to what the source reads, and says where it is.
   *
   * @param row given the time
   * @throws StoreException also where the connector cannot add any
   */
  String append(RowSchema schema, Function<Instant, Row> row) throws StoreException {
    return connector
        .appending()
        .orElseThrow(
            () ->
                new StoreException(
                    "this command cannot add to what a '"
                        + connector.type()
                        + "' source reads; it can where that is jdbc, filesystem or kafka"))
        .append(config, context, schema, row);
  }

  /** What reads its records again from what was kept of them, if anything does. */
  Optional<RecordParser> parsing() {
    return connector.parsing(config, context);
  }

  List<CheckFailure> check() {
    return connector.check(config, context);
  }

  Source<SourceRecord, ?, ?> build() {
    return connector.source(config, context);
  }

  Optional<Rereader> rereading() {
    return connector.rereading(config, context);
  }

  /** How many readers to run where {@code wanted} are asked for. */
  int parallelism(int wanted) {
    return Math.min(wanted, connector.maxParallelism(config));
  }
}

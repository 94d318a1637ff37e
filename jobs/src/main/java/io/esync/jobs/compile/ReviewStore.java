package io.esync.jobs.compile;

import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.ControlSpec;
import io.esync.jobs.spec.ControlSpec.Takes;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.operators.model.Row;
import io.esync.operators.review.DecisionRow;
import io.esync.operators.review.ReviewQueue;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The rows of a pipeline's reviews and decisions, where its file says they are.
 *
 * @param pipeline one that has reviews
 */
public record ReviewStore(PipelineSpec pipeline, ConnectorCatalog catalog) {
  /** Rows of {@link ReviewQueue#SCHEMA}, with the types of the store. */
  public List<Row> reviews(RowQuery query) throws StoreException {
    return BoundTarget.of(
            pipeline, "review", pipeline.review(), ReviewQueue.ENTITY, ReviewQueue.SCHEMA, catalog)
        .read(query);
  }

  /**
   * Adds a row of {@link DecisionRow#SCHEMA} to the first source of decisions; says where it is.
   */
  public String decide(Function<Instant, Row> row) throws StoreException {
    ControlSpec control = pipeline.control(Takes.DECISIONS).get(0);
    return BoundSource.of(pipeline, control, catalog).append(DecisionRow.SCHEMA, row);
  }
}

package io.esync.jobs.compile;

import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.operators.model.Row;
import io.esync.operators.report.DeadLetters;
import java.util.List;

/** The dead letters of a pipeline, where its file says they are. */
public record DlqStore(PipelineSpec pipeline, ConnectorCatalog catalog) {
  /** Rows of {@link DeadLetters#SCHEMA}, with the types of the store. */
  public List<Row> letters(RowQuery query) throws StoreException {
    return BoundTarget.of(
            pipeline, "dlq", pipeline.dlq(), DeadLetters.ENTITY, DeadLetters.SCHEMA, catalog)
        .read(query);
  }
}

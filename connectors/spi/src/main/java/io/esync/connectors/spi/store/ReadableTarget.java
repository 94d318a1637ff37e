package io.esync.connectors.spi.store;

import io.esync.connectors.spi.TargetContext;
import io.esync.operators.model.Row;
import java.util.List;

/**
 * Reads back what a target has been given.
 *
 * @param <C> the record that declares the options of the target
 * @param <R> the record that declares the options of a route
 */
public interface ReadableTarget<C extends Record, R extends Record> {
  /**
   * The rows of the one entity of {@code context} as they are now, each key once; none where the
   * target was never written. Types are those of the store.
   */
  List<Row> read(C config, TargetContext<R> context, RowQuery query) throws StoreException;
}

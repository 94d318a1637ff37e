package io.esync.connectors.spi.store;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Writes rows to where a source reads them.
 *
 * @param <C> the record that declares the options of the source
 */
public interface AppendableSource<C extends Record> {
  /**
   * Makes the place for rows of {@code schema} where it is missing, and reports what keeps it from
   * that. What is there is left alone.
   */
  List<CheckFailure> prepare(C config, SourceContext context, RowSchema schema);

  /**
   * Adds one row; durable when it returns. Makes the place where it is missing.
   *
   * @param row given the time by the clock of the store: rows that several machines add are in
   *     order by it
   * @return where the row is now, for people
   */
  String append(C config, SourceContext context, RowSchema schema, Function<Instant, Row> row)
      throws StoreException;
}

package io.esync.connectors.testkit.contract;

import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import java.util.List;
import java.util.Optional;

/**
 * A source connector and a real system for it, with one stream of rows: a whole number {@code id},
 * which is the key, and a text {@code name}. Made anew for each test of the contract; starts empty.
 *
 * @param <C> the connector's options
 */
public interface SourceSubject<C extends Record> extends AutoCloseable {
  SourceConnector<C> connector();

  SourceContext context();

  /** Reads the stream, for ever. */
  C config();

  /** Inserts the row, or changes it where it is there. */
  void put(long id, String name) throws Exception;

  /** Deletes the row. Called only where {@link #tellsDeletes}. */
  void delete(long id) throws Exception;

  /** Whether the source tells of deletes. */
  default boolean tellsDeletes() {
    return true;
  }

  /** Whether a change from before a savepoint may be read again after it. */
  default boolean repeatsAfterSavepoint() {
    return false;
  }

  /**
   * Puts something into the stream that the source cannot convert, and says what of it has to be
   * found in the payload that it gives out; empty where the system holds nothing of the kind.
   */
  default Optional<String> poison() throws Exception {
    return Optional.empty();
  }

  /** Options that are valid but name a system that nothing answers for. */
  C unreachable();

  /** Cases in which a prerequisite is missing. */
  List<Unmet<C>> unmet() throws Exception;

  /** What stands in the options and must never be shown. */
  List<String> secrets();

  @Override
  void close();
}

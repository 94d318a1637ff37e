package io.esync.connectors.testkit.contract;

import io.esync.connectors.spi.TargetConnector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A target connector and a real system for it, which gets customers: a {@code bigint} {@code id},
 * which is the key, and a {@code string} {@code name}. Made anew for each test of the contract;
 * starts empty.
 *
 * @param <C> the connector's options
 * @param <R> the connector's route options
 */
public interface TargetSubject<C extends Record, R extends Record> extends AutoCloseable {
  TargetConnector<C, R> connector();

  C config();

  R route();

  /**
   * The names by id as somebody sees them who reads the system now: of each customer the latest
   * row, none where that is a delete.
   *
   * @throws AssertionError if a change was written more than once where that is not promised
   */
  Map<Long, String> rows() throws Exception;

  /** A name that the system will not take; empty where it takes every text. */
  default Optional<String> refused() {
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

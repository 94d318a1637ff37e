package io.esync.connectors.testkit.contract;

import java.util.List;

/**
 * Options under which the check of a connector must find something.
 *
 * @param name of the case
 * @param problem words that the problem has to name
 * @param remedy words that the remedy has to name
 * @param <C> the connector's options
 */
public record Unmet<C extends Record>(
    String name, C config, List<String> problem, List<String> remedy) {
  public Unmet {
    problem = List.copyOf(problem);
    remedy = List.copyOf(remedy);
  }
}

package io.esync.jobs.state;

import io.esync.operators.merge.Frontier;
import java.util.Map;

/**
 * What a merge keeps beside its keys.
 *
 * @param frontier how far sources had come, and what was forgotten
 * @param policies by entity the description of the policy that it is resolved by
 * @param definitions by entity what that policy was made of; no entry in states of versions that
 *     did not keep it
 */
public record SavedMemory(
    Frontier frontier, Map<String, String> policies, Map<String, String> definitions) {
  public SavedMemory {
    policies = Map.copyOf(policies);
    definitions = Map.copyOf(definitions);
  }
}

package io.esync.operators.merge;

import java.util.List;
import java.util.Map;

/**
 * A policy in the words of the pipeline file, for the reference model and, translated by {@link
 * RandomPolicies}, for the merge.
 *
 * @param byField whether sources win field by field, or else as a whole and by time alone
 * @param priority source ids, the strongest first
 * @param otherwise the rule of fields without their own
 * @param follows by field the one whose winner provides it too
 * @param deletes latest, owner-only, any-source, all-sources or soft
 * @param owner whose deletes count under owner-only
 * @param anyRevives whether any upsert ends a delete, or only a full image
 * @param required the fields without whose value the entity is not shown
 */
public record PlainPolicy(
    boolean byField,
    List<String> priority,
    PlainRule otherwise,
    Map<String, PlainRule> rules,
    Map<String, String> follows,
    String deletes,
    String owner,
    boolean anyRevives,
    List<String> required) {

  /** A policy by which any entity is complete. */
  PlainPolicy(
      boolean byField,
      List<String> priority,
      PlainRule otherwise,
      Map<String, PlainRule> rules,
      Map<String, String> follows,
      String deletes,
      String owner,
      boolean anyRevives) {
    this(byField, priority, otherwise, rules, follows, deletes, owner, anyRevives, List.of());
  }

  /**
   * The rule of a field.
   *
   * @param sources the order of {@code trusted}, the source of {@code owner}, else empty
   * @param unlessNewerBy microseconds or null
   */
  public record PlainRule(String name, List<String> sources, Long unlessNewerBy) {
    public static PlainRule of(String name) {
      return new PlainRule(name, List.of(), null);
    }
  }

  /** Last write wins, and any upsert revives. */
  public static PlainPolicy lastWriteWins(List<String> priority) {
    return new PlainPolicy(
        false, priority, PlainRule.of("latest"), Map.of(), Map.of(), "latest", null, true);
  }

  /** The rule of a field; there is but one value for the key. */
  PlainRule rule(String field) {
    return field.equals("id") ? PlainRule.of("latest") : rules.getOrDefault(field, otherwise);
  }
}

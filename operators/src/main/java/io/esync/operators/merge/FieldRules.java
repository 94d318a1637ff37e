package io.esync.operators.merge;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The rule of each field.
 *
 * @param otherwise for fields without a rule of their own
 * @param rules by field
 * @param follows by field the one whose winning source provides it too, so that what belongs
 *     together stays together; none of these follows another
 */
public record FieldRules(
    FieldRule otherwise, Map<String, FieldRule> rules, Map<String, String> follows)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final FieldRules LATEST =
      new FieldRules(new TimeRules.Latest(), Map.of(), Map.of());

  public FieldRules {
    Objects.requireNonNull(otherwise, "otherwise");
    rules = Map.copyOf(rules);
    follows = Map.copyOf(roots(follows));
  }

  /** Where a field follows one that follows another, it follows that one. */
  private static Map<String, String> roots(Map<String, String> follows) {
    Map<String, String> roots = new HashMap<>();
    for (String field : follows.keySet()) {
      String leader = follows.get(field);
      for (int steps = 0; follows.containsKey(leader); steps++) {
        if (steps > follows.size()) {
          throw new IllegalArgumentException("field '" + field + "' follows itself");
        }
        leader = follows.get(leader);
      }
      roots.put(field, leader);
    }
    return roots;
  }

  /** The rule of {@code field}, or of the one it follows. */
  public FieldRule of(String field) {
    String leader = follows.getOrDefault(field, field);
    return rules.getOrDefault(leader, otherwise);
  }

  /** Whether a single source's row is the result as it is. */
  boolean keepSingleRow() {
    return follows.isEmpty()
        && otherwise.keepsSingle()
        && rules.values().stream().allMatch(FieldRule::keepsSingle);
  }
}

package io.esync.operators.merge;

import io.esync.operators.model.DataType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * A {@link CustomRule} by its name. Only the name travels in the job graph.
 *
 * @param name as the rule gives it
 */
public record Custom(String name) implements FieldRule {
  private static final long serialVersionUID = 1L;

  public Custom {
    Objects.requireNonNull(name, "name");
  }

  /** The rules on the class path by name, in the order of their names. */
  public static Map<String, CustomRule> installed() {
    Map<String, CustomRule> rules = new TreeMap<>();
    for (CustomRule rule : ServiceLoader.load(CustomRule.class, Custom.class.getClassLoader())) {
      CustomRule other = rules.put(rule.name(), rule);
      if (other != null) {
        throw new IllegalStateException(
            "two rules are named '"
                + rule.name()
                + "': "
                + other.getClass().getName()
                + " and "
                + rule.getClass().getName());
      }
    }
    return rules;
  }

  @Override
  public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
    CustomRule rule = Loaded.RULES.get(name);
    if (rule == null) {
      throw new IllegalStateException(
          "there is no merge rule '" + name + "' on the class path; there are " + Loaded.RULES);
    }
    DataType type = candidates.get(0).type();
    if (!rule.fits(type)) {
      return TimeRules.latestValue(candidates, order);
    }
    return new FieldChoice(type, rule.choose(type, candidates), null, "custom " + name);
  }

  /** What the rule's class does is not told: to resolve anew after a change, rename the rule. */
  @Override
  public String text() {
    return "custom " + name;
  }

  @Override
  public boolean keepsSingle() {
    return false;
  }

  private static final class Loaded {
    private static final Map<String, CustomRule> RULES = installed();
  }
}

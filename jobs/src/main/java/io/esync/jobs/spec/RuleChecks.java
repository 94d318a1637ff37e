package io.esync.jobs.spec;

import io.esync.jobs.spec.RuleSpec.Rule;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Node;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.merge.Custom;
import io.esync.operators.merge.CustomRule;
import io.esync.operators.model.DataType;
import io.esync.operators.model.NearestName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether the rules of fields fit the fields. What contradicts itself is left to the records. */
final class RuleChecks {
  private final MapNode merge;
  private final MapNode rules;
  private final DeclaredFields fields;
  private final Problems problems;
  private final Consumer<ScalarNode> sourceCheck;
  private final Map<String, ScalarNode> follows = new LinkedHashMap<>();

  /**
   * @param sourceCheck reports a source that the entity does not read
   */
  RuleChecks(
      MapNode merge, DeclaredFields fields, Problems problems, Consumer<ScalarNode> sourceCheck) {
    this.merge = merge;
    this.rules = merge.map("fields").orElse(MapNode.empty(merge.place(), merge.pathOf("fields")));
    this.fields = fields;
    this.problems = problems;
    this.sourceCheck = sourceCheck;
    rules
        .entries()
        .keySet()
        .forEach(
            field ->
                rules
                    .map(field)
                    .flatMap(rule -> rule.scalar("with"))
                    .ifPresent(leader -> follows.put(field, leader)));
  }

  void run() {
    merge.get("default").ifPresent(this::checkDefault);
    if (fields.isEmpty()) {
      if (!rules.entries().isEmpty()) {
        problems.add(
            rules,
            "rules are for declared fields, and the entity declares none",
            "declare the entity's fields");
      }
      return;
    }
    rules
        .entries()
        .forEach(
            (field, entry) -> {
              if (fields.isMerged(field, entry.keyPlace(), rules.pathOf(field), problems)
                  && entry.value() != null) {
                check(entry.value(), List.of(field));
              }
            });
    follows.forEach(this::checkLeader);
  }

  /** Whether {@code field} goes with another. */
  boolean follows(String field) {
    return follows.containsKey(field);
  }

  /** Reports what is wrong with a rule that is to be used for {@code governed}. */
  void check(Node rule, List<String> governed) {
    checkSources(rule);
    for (String field : governed) {
      Optional<DataType> type = fields.type(field);
      String what = "'" + field + "', which is of type " + type.map(DataType::toString).orElse("");
      if (checkFit(rule, what, type)) {
        return;
      }
    }
  }

  private void checkSources(Node rule) {
    if (rule instanceof MapNode map) {
      map.scalars("order").forEach(sourceCheck);
      map.scalar("source").ifPresent(sourceCheck);
    }
  }

  private void checkDefault(Node rule) {
    Optional<Rule> named = ruleOf(rule);
    boolean asks = named.isPresent() && !named.get().fitting().isEmpty();
    if (fields.isEmpty() && asks) {
      problems.add(
          rule,
          named.get().text() + " asks for the types of fields, and the entity declares none",
          "declare the entity's fields, or take another rule");
    }
    List<String> governed = new ArrayList<>(fields.types().keySet());
    governed.removeAll(fields.key());
    governed.removeAll(rules.entries().keySet());
    check(rule, governed);
  }

  /** Whether a rule was reported. */
  private boolean checkFit(Node node, String what, Optional<DataType> type) {
    Optional<Rule> rule = ruleOf(node);
    if (rule.isEmpty()) {
      return false;
    }
    if (rule.get() == Rule.CUSTOM) {
      return node instanceof MapNode map
          && map.scalar("name").map(name -> checkCustom(name, what, type)).orElse(false);
    }
    if (type.isEmpty() || rule.get().fits(type.get())) {
      return false;
    }
    problems.add(
        named(node),
        rule.get().text() + " does not fit " + what,
        rule.get().text() + " takes " + rule.get().fitting());
    return true;
  }

  private boolean checkCustom(ScalarNode name, String what, Optional<DataType> type) {
    Map<String, CustomRule> installed = Custom.installed();
    CustomRule rule = installed.get(name.text());
    if (rule == null) {
      problems.add(
          name,
          "there is no custom rule '" + name.text() + "' on the class path",
          installed.isEmpty()
              ? "none is installed: add the jar that holds it"
              : NearestName.hint(name.text(), installed.keySet()));
      return true;
    }
    if (type.isEmpty() || rule.fits(type.get())) {
      return false;
    }
    problems.add(
        name, "the custom rule '" + name.text() + "' does not fit " + what, "take another rule");
    return true;
  }

  private void checkLeader(String field, ScalarNode leader) {
    if (!fields.isMerged(leader.text(), leader.place(), leader.path(), problems)) {
      return;
    }
    if (leader.text().equals(field)) {
      problems.add(leader, "a field cannot go with itself", "name another, or give it a rule");
      return;
    }
    List<String> way = new ArrayList<>(List.of(field));
    String next = leader.text();
    for (; follows.containsKey(next) && !way.contains(next); next = follows.get(next).text()) {
      way.add(next);
    }
    if (way.contains(next)) {
      reportCircle(field, leader, way, next);
      return;
    }
    if (follows.containsKey(leader.text())) {
      return; // that one is checked by itself
    }
    Optional<Rule> rule =
        rules.get(leader.text()).or(() -> merge.get("default")).flatMap(RuleChecks::ruleOf);
    if (rule.isPresent() && !rule.get().hasWinner()) {
      problems.add(
          leader,
          rule.get().text() + " makes '" + leader.text() + "' of all sources: none of them wins",
          "go with a field whose value is that of one source");
    }
  }

  /** Reports a circle once, at its first field in the file. */
  private void reportCircle(String field, ScalarNode leader, List<String> way, String again) {
    boolean isFirst =
        again.equals(field)
            && field.equals(Collections.min(way, (a, b) -> Integer.compare(line(a), line(b))));
    if (isFirst && way.size() > 1) {
      way.add(field);
      problems.add(
          leader,
          "fields go with each other in a circle: " + String.join(", ", way),
          "give one of them a rule");
    }
  }

  private int line(String field) {
    return List.copyOf(follows.keySet()).indexOf(field);
  }

  private static Node named(Node rule) {
    return rule instanceof MapNode map ? map.get("rule").orElse(rule) : rule;
  }

  private static Optional<Rule> ruleOf(Node rule) {
    return named(rule) instanceof ScalarNode name ? Rule.ofText(name.text()) : Optional.empty();
  }
}

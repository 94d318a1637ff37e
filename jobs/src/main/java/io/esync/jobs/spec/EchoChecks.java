package io.esync.jobs.spec;

import io.esync.jobs.spec.MergeSpec.Strategy;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Node;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.model.NearestName;
import java.util.ArrayList;
import java.util.List;

/** Whether what is written to a source can be told from edits, and comes to rest. */
final class EchoChecks {
  private final MapNode pipeline;
  private final Problems problems;

  EchoChecks(MapNode pipeline, Problems problems) {
    this.pipeline = pipeline;
    this.problems = problems;
  }

  void run() {
    for (MapNode target : pipeline.maps("targets")) {
      target.scalar("echo").ifPresent(echo -> check(target, echo));
    }
  }

  private void check(MapNode target, ScalarNode echo) {
    List<String> sources =
        pipeline.maps("sources").stream()
            .flatMap(source -> source.scalar("id").stream())
            .map(ScalarNode::text)
            .toList();
    if (!sources.contains(echo.text())) {
      problems.add(
          echo,
          "there is no source '" + echo.text() + "' in this file",
          NearestName.hint(echo.text(), sources));
      return;
    }
    String id = target.scalar("id").map(ScalarNode::text).orElse("");
    List<MapNode> written = written(id);
    List<MapNode> both =
        written.stream().filter(entity -> !reads(entity, echo.text()).isEmpty()).toList();
    if (!written.isEmpty() && both.isEmpty()) {
      problems.add(
          echo,
          "no entity that is written to this target reads source '" + echo.text() + "'",
          "name the source that reads what this target writes, or take echo out");
    }
    both.forEach(entity -> checkEntity(entity, echo.text()));
    checkHotKeys(echo.text());
  }

  private List<MapNode> written(String target) {
    return pipeline.maps("entities").stream()
        .filter(entity -> names(entity, "to", "target", target).size() > 0)
        .toList();
  }

  private static List<MapNode> reads(MapNode entity, String source) {
    return names(entity, "from", "source", source);
  }

  private static List<MapNode> names(MapNode entity, String list, String key, String id) {
    return entity.maps(list).stream()
        .filter(node -> node.scalar(key).filter(name -> name.text().equals(id)).isPresent())
        .toList();
  }

  private void checkEntity(MapNode entity, String source) {
    List<MapNode> reads = reads(entity, source);
    if (reads.size() > 1) {
      problems.add(
          reads.get(1).place(),
          reads.get(1).path(),
          "an entity reads one stream of a source that it is written to",
          "make the other stream an entity of its own");
    }
    MapNode merge =
        entity.map("merge").orElse(MapNode.empty(entity.place(), entity.pathOf("merge")));
    String strategy =
        merge.scalar("strategy").map(ScalarNode::text).orElse(Strategy.REPLICATE.text());
    if (strategy.equals(Strategy.REPLICATE.text())) {
      problems.add(
          merge.get("strategy").map(Node::place).orElse(entity.place()),
          merge.pathOf("strategy"),
          "replicate remembers nothing and cannot tell what comes back from '" + source + "'",
          "strategy: " + Strategy.FIELD_LEVEL.text());
    }
    sums(merge)
        .forEach(
            sum ->
                problems.add(
                    sum,
                    "a sum that is written back to source '" + source + "' never comes to rest",
                    "use another rule, or a target that no source reads"));
  }

  /** Changes that are joined on the way cannot be told from what comes back. */
  private void checkHotKeys(String id) {
    pipeline.maps("sources").stream()
        .filter(node -> node.scalar("id").filter(name -> name.text().equals(id)).isPresent())
        .flatMap(node -> node.get("hot_keys").stream())
        .forEach(
            node ->
                problems.add(
                    node,
                    "what comes back from '" + id + "' cannot be told from changes that are joined",
                    "take hot_keys out"));
  }

  private static List<ScalarNode> sums(MapNode merge) {
    List<ScalarNode> rules = new ArrayList<>();
    rule(merge, "default", rules);
    merge
        .map("fields")
        .ifPresent(fields -> fields.entries().keySet().forEach(name -> rule(fields, name, rules)));
    rules.removeIf(rule -> !rule.text().equals("sum"));
    return rules;
  }

  /** A rule stands as its name, or as a map with its name. */
  private static void rule(MapNode owner, String key, List<ScalarNode> rules) {
    owner.scalar(key).ifPresent(rules::add);
    owner.map(key).flatMap(map -> map.scalar("rule")).ifPresent(rules::add);
  }
}

package io.esync.jobs.spec;

import io.esync.jobs.spec.tree.ListNode;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.model.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What no record can see by itself: names and where references lead. Works on the tree, so that it
 * finds these mistakes also where others stand beside them; what is missing or of a wrong type is
 * passed over here and reported when the records are bound.
 */
final class PipelineChecks {
  private final MapNode pipeline;
  private final Problems problems;
  private final NameChecks names;

  PipelineChecks(MapNode pipeline, Problems problems) {
    this.pipeline = pipeline;
    this.problems = problems;
    this.names = new NameChecks(problems);
  }

  void run() {
    pipeline.scalar("id").ifPresent(names::kebabCase);
    for (String key : List.of("sources", "entities", "targets")) {
      notEmpty(pipeline, key);
    }
    for (String key : List.of("sources", "control", "targets")) {
      pipeline.maps(key).forEach(node -> node.scalar("id").ifPresent(names::kebabCase));
    }
    names.unique(pipeline.maps("targets"), "id");
    List<MapNode> readers = new ArrayList<>(pipeline.maps("sources"));
    readers.addAll(pipeline.maps("control"));
    names.unique(readers, "id");
    notEmpty(pipeline, "control");
    names.unique(pipeline.maps("entities"), "name");
    for (MapNode entity : pipeline.maps("entities")) {
      notEmpty(entity, "from");
      notEmpty(entity, "to");
      new EntityChecks(entity, problems, names).run();
      checkReferences(entity.maps("from"), "source", idsOf("sources"));
      checkReferences(entity.maps("to"), "target", idsOf("targets"));
    }
    new EchoChecks(pipeline, problems).run();
    checkUse("sources", "from", "source", "no entity reads this source");
    checkUse("targets", "to", "target", "no entity is written to this target");
  }

  private void notEmpty(MapNode owner, String key) {
    owner
        .get(key)
        .filter(node -> node instanceof ListNode list && list.items().isEmpty())
        .ifPresent(node -> problems.add(node, "expected at least one", ""));
  }

  private List<String> idsOf(String key) {
    return pipeline.maps(key).stream()
        .flatMap(node -> node.scalar("id").stream())
        .map(ScalarNode::text)
        .toList();
  }

  private void checkReferences(List<MapNode> references, String key, List<String> ids) {
    for (MapNode reference : references) {
      reference
          .scalar(key)
          .filter(id -> !ids.contains(id.text()))
          .ifPresent(
              id ->
                  problems.add(
                      id,
                      "there is no " + key + " '" + id.text() + "' in this file",
                      NearestName.hint(id.text(), ids)));
    }
  }

  /** Reports what is not used, unless a reference leads nowhere, which then explains it. */
  private void checkUse(String declared, String users, String key, String message) {
    Set<String> used = new HashSet<>();
    boolean complete = !pipeline.maps("entities").isEmpty();
    for (MapNode entity : pipeline.maps("entities")) {
      complete &= !entity.maps(users).isEmpty();
      for (MapNode user : entity.maps(users)) {
        complete &= user.scalar(key).isPresent();
        user.scalar(key).ifPresent(id -> used.add(id.text()));
      }
    }
    if (!complete || !idsOf(declared).containsAll(used)) {
      return;
    }
    for (MapNode node : pipeline.maps(declared)) {
      node.scalar("id")
          .filter(id -> !used.contains(id.text()))
          .ifPresent(
              id ->
                  problems.add(
                      id, message, "name it in an entity's " + users + ", or take it out"));
    }
  }
}

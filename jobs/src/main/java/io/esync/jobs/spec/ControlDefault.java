package io.esync.jobs.spec;

import io.esync.jobs.spec.tree.ListNode;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Node;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.review.DecisionRow;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The control source of a pipeline that names none: files of JSON lines that are followed. */
final class ControlDefault {
  private static final String REVIEW = "review";
  private static final String REVIEWING = "manual-review";

  /** What stands as JSON itself in a line, rather than as text that holds JSON. */
  private static final Set<String> JSON = Set.of(DecisionRow.ENTITY_KEY, DecisionRow.VALUE);

  private ControlDefault() {}

  /** Whether an entity has reviews. */
  static boolean isNeeded(MapNode pipeline) {
    return pipeline.maps("entities").stream()
        .flatMap(entity -> entity.map("merge").stream())
        .anyMatch(merge -> merge.get(REVIEW).isPresent() || isReviewing(merge));
  }

  private static boolean isReviewing(MapNode merge) {
    return merge.scalar("strategy").map(ScalarNode::text).filter(REVIEWING::equals).isPresent();
  }

  /**
   * The list with the one source.
   *
   * @param folder of the files
   */
  static ListNode of(MapNode pipeline, String folder) {
    String path = pipeline.pathOf("control");
    Tree tree = new Tree(pipeline);
    MapNode fields = tree.map(path);
    for (Field field : DecisionRow.SCHEMA.fields()) {
      DataType type = JSON.contains(field.name()) ? DataType.JSON : field.type();
      fields = fields.with(field.name(), tree.text(path, type.toString()));
    }
    MapNode stream =
        tree.map(path)
            .with("key", tree.list(path, tree.text(path, DecisionRow.ID)))
            .with("fields", fields);
    MapNode config =
        tree.map(path)
            .with("path", tree.text(path, folder))
            .with("streams", tree.map(path).with("decisions", stream))
            .with("watch", tree.map(path));
    MapNode source =
        tree.map(path)
            .with("id", tree.text(path, "decisions"))
            .with("type", tree.text(path, "filesystem"))
            .with("config", config);
    return tree.list(path, source);
  }

  /** Nodes that count as standing where the pipeline stands. */
  private record Tree(MapNode pipeline) {
    MapNode map(String path) {
      return new MapNode(pipeline.place(), path, Map.of());
    }

    ListNode list(String path, Node item) {
      return new ListNode(pipeline.place(), path, List.of(item));
    }

    ScalarNode text(String path, String text) {
      return new ScalarNode(pipeline.place(), path, ScalarNode.Kind.TEXT, text);
    }
  }
}

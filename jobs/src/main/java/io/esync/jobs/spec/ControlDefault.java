package io.esync.jobs.spec;

import io.esync.jobs.spec.tree.ListNode;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Node;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.control.CommandRow;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import io.esync.operators.review.DecisionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Control sources of which the pipeline file does not say where they are: files of JSON lines that
 * are followed.
 */
final class ControlDefault {
  private static final String CONTROL = "control";
  private static final String TAKES = "takes";
  private static final String DECISIONS = "decisions";
  private static final String COMMANDS = "commands";
  private static final String REVIEW = "review";
  private static final String REVIEWING = "manual-review";

  /** What stands as JSON itself in a line, rather than as text that holds JSON. */
  private static final Set<String> JSON = Set.of(DecisionRow.ENTITY_KEY, DecisionRow.VALUE);

  private final MapNode pipeline;
  private final String folder;

  private ControlDefault(MapNode pipeline, String folder) {
    this.pipeline = pipeline;
    this.folder = folder;
  }

  /**
   * The pipeline with all its control sources.
   *
   * @param folder of the files
   */
  static MapNode fillIn(MapNode pipeline, String folder) {
    if (pipeline.get(CONTROL).isPresent()
        && pipeline.get(CONTROL).filter(ListNode.class::isInstance).isEmpty()) {
      return pipeline;
    }
    return new ControlDefault(pipeline, folder).fillIn();
  }

  private MapNode fillIn() {
    List<Node> filled = new ArrayList<>();
    boolean decided = false;
    if (pipeline.get(CONTROL).orElse(null) instanceof ListNode sources) {
      for (Node source : sources.items()) {
        filled.add(source instanceof MapNode map ? fillIn(map) : source);
      }
      decided = filled.isEmpty() || pipeline.maps(CONTROL).stream().anyMatch(this::isOfDecisions);
    }
    if (!decided && isReviewed()) {
      String path = pipeline.pathOf(CONTROL);
      filled.add(fillIn(MapNode.empty(pipeline.place(), path).with("id", text(path, DECISIONS))));
    }
    return filled.isEmpty()
        ? pipeline
        : pipeline.with(CONTROL, new ListNode(pipeline.place(), pipeline.pathOf(CONTROL), filled));
  }

  private boolean isOfDecisions(MapNode source) {
    return source.get(TAKES).isEmpty()
        || source.scalar(TAKES).filter(takes -> takes.text().equals(DECISIONS)).isPresent();
  }

  private boolean isReviewed() {
    return pipeline.maps("entities").stream()
        .flatMap(entity -> entity.map("merge").stream())
        .anyMatch(merge -> merge.get(REVIEW).isPresent() || isReviewing(merge));
  }

  private static boolean isReviewing(MapNode merge) {
    return merge.scalar("strategy").map(ScalarNode::text).filter(REVIEWING::equals).isPresent();
  }

  private MapNode fillIn(MapNode source) {
    if (source.get("type").isPresent() || source.get("config").isPresent()) {
      return source;
    }
    return isOfDecisions(source)
        ? files(source, DECISIONS, DecisionRow.SCHEMA, DecisionRow.ID)
        : files(source, COMMANDS, CommandRow.SCHEMA, CommandRow.ID);
  }

  private MapNode files(MapNode source, String stream, RowSchema schema, String key) {
    String path = source.path();
    MapNode fields = map(path);
    for (Field field : schema.fields()) {
      DataType type = JSON.contains(field.name()) ? DataType.JSON : field.type();
      fields = fields.with(field.name(), text(path, type.toString()));
    }
    ListNode keys = new ListNode(pipeline.place(), path, List.of(text(path, key)));
    MapNode declared = map(path).with("key", keys).with("fields", fields);
    MapNode config =
        map(path)
            .with("path", text(path, folder + "/" + stream))
            .with("streams", map(path).with(stream, declared))
            .with("watch", map(path));
    return source.with("type", text(path, "filesystem")).with("config", config);
  }

  /** Nodes that count as standing where the pipeline stands. */
  private MapNode map(String path) {
    return new MapNode(pipeline.place(), path, Map.of());
  }

  private ScalarNode text(String path, String text) {
    return new ScalarNode(pipeline.place(), path, ScalarNode.Kind.TEXT, text);
  }
}

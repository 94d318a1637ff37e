package io.esync.jobs.spec;

import io.esync.jobs.spec.bind.References;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.ScalarNode;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes {@code data_dir} absolute, and fills in where rejected records, audit events and reviews
 * go, and where decisions and commands come from, when the file does not say: JSON lines in {@code
 * <data_dir>/<pipeline id>/}.
 */
final class DataDirectory {
  static final String DEFAULT = ".esync/data";
  private static final String DEFAULT_TYPE = "filesystem";

  private DataDirectory() {}

  static MapNode fillIn(MapNode pipeline) {
    String dataDir = absolute(pipeline.scalar("data_dir").map(ScalarNode::text).orElse(DEFAULT));
    String folder = dataDir + "/" + pipeline.scalar("id").map(ScalarNode::text).orElse("pipeline");
    MapNode filled = pipeline;
    for (String output : List.of("dlq", "audit", "review")) {
      filled = fillIn(filled, output, folder);
    }
    filled = ControlDefault.fillIn(filled, folder);
    return pipeline.get("data_dir").isPresent() && pipeline.scalar("data_dir").isEmpty()
        ? filled
        : filled.with("data_dir", text(pipeline, "data_dir", dataDir));
  }

  /** What is a URI, or begins with a reference, is left as it is. */
  private static String absolute(String folder) {
    boolean known = folder.contains("://") || References.REFERENCE.matcher(folder).lookingAt();
    return known ? folder : Path.of(folder).toAbsolutePath().normalize().toString();
  }

  private static MapNode fillIn(MapNode pipeline, String key, String folder) {
    if (pipeline.get(key).isPresent() && pipeline.map(key).isEmpty()) {
      return pipeline;
    }
    MapNode output =
        pipeline.map(key).orElse(MapNode.empty(pipeline.place(), pipeline.pathOf(key)));
    if (output.get("type").isEmpty()) {
      output = output.with("type", text(output, "type", DEFAULT_TYPE));
    }
    boolean isDefault =
        output.scalar("type").filter(type -> type.text().equals(DEFAULT_TYPE)).isPresent();
    if (isDefault && output.get("config").isEmpty()) {
      output = withPath(withPath(output, "config", folder), "route", key);
    }
    return pipeline.with(key, output);
  }

  private static MapNode withPath(MapNode output, String key, String value) {
    if (output.get(key).isPresent()) {
      return output;
    }
    MapNode options = MapNode.empty(output.place(), output.pathOf(key));
    return output.with(key, options.with("path", text(options, "path", value)));
  }

  private static ScalarNode text(MapNode owner, String key, String text) {
    return new ScalarNode(
        owner.get(key).map(node -> node.place()).orElse(owner.place()),
        owner.pathOf(key),
        ScalarNode.Kind.TEXT,
        text);
  }
}

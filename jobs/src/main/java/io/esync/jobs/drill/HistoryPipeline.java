package io.esync.jobs.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** The pipeline that a history is put through: files that grow, merged into files. */
final class HistoryPipeline {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HistoryFile history;
  private final Path folder;

  /**
   * @param folder for what is read and written
   */
  HistoryPipeline(HistoryFile history, Path folder) {
    this.history = history;
    this.folder = folder.toAbsolutePath();
  }

  /** The file that holds what {@code source} says. */
  Path input(String source) {
    return folder.resolve("in").resolve(source + ".jsonl");
  }

  /** The folder of the merged entity. */
  Path output() {
    return folder.resolve("out").resolve(history.entity().get("name").asText());
  }

  /** The folder of rejected records. */
  Path deadLetters() {
    return folder.resolve("data").resolve("history").resolve("dlq");
  }

  /**
   * The pipeline file, which is JSON.
   *
   * @param hotKeys whether changes of a key are joined before they are sent to the merge
   */
  String text(int parallelism, boolean hotKeys) {
    ObjectNode pipeline = JSON.createObjectNode();
    pipeline.put("id", "history").put("parallelism", parallelism);
    pipeline.put("data_dir", folder.resolve("data").toString());
    pipeline.putObject("checkpointing").put("interval", "100ms");
    ArrayNode sources = pipeline.putArray("sources");
    ObjectNode entity = pipeline.putArray("entities").addObject();
    entity.setAll(history.entity());
    ArrayNode from = entity.putArray("from");
    for (String source : history.changes().keySet()) {
      ObjectNode node = sources.addObject();
      addSource(node, source);
      if (hotKeys) {
        node.putObject("hot_keys").put("linger", "20ms");
      }
      from.addObject().put("source", source).put("stream", HistoryFile.STREAM);
    }
    entity.putArray("to").addObject().put("target", "merged");
    ObjectNode target = pipeline.putArray("targets").addObject();
    target.put("id", "merged").put("type", "filesystem");
    target.putObject("config").put("path", folder.resolve("out").toString());
    return JSON.createObjectNode().set("pipeline", pipeline).toPrettyString();
  }

  private void addSource(ObjectNode node, String source) {
    node.put("id", source).put("type", "filesystem");
    ObjectNode config = node.putObject("config");
    config.put("path", input(source).toString()).put("envelope", "change");
    config.putObject("watch").put("interval", "20ms");
    ObjectNode stream = config.putObject("streams").putObject(HistoryFile.STREAM);
    stream.set("key", history.entity().get("key"));
    ObjectNode fields = stream.putObject("fields");
    history
        .entity()
        .get("fields")
        .fieldNames()
        .forEachRemaining(field -> fields.put(field, history.typeOf(field)));
  }
}

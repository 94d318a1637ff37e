package io.esync.jobs.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A history of changes of one entity, as docs/guide/drills.md describes it: a first line with the
 * entity as it stands in a pipeline file, and one line for each change, which names its source.
 *
 * @param entity name, key, fields and merge
 * @param changes by source, in its order, as lines for the source {@code filesystem}
 */
record HistoryFile(ObjectNode entity, Map<String, List<String>> changes) {
  /** The stream that changes are of. */
  static final String STREAM = "history";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with the line and what was expected, if it is none
   */
  static HistoryFile read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(file + ":1: expected {\"entity\": {...}}");
    }
    ObjectNode entity = entity(file, object(file, 1, lines.get(0)));
    Map<String, List<String>> changes = new TreeMap<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        ObjectNode change = object(file, i + 1, lines.get(i));
        String source = change.path("source").asText();
        if (source.isEmpty()) {
          throw new IllegalArgumentException(
              file + ":" + (i + 1) + ": the change names no source; add \"source\": \"crm\"");
        }
        change.remove("source");
        change.put("stream", STREAM);
        changes.computeIfAbsent(source, name -> new ArrayList<>()).add(change.toString());
      }
    }
    if (changes.isEmpty()) {
      throw new IllegalArgumentException(file + ": there is no change after the first line");
    }
    return new HistoryFile(entity, changes);
  }

  private static ObjectNode object(Path file, int number, String line) {
    try {
      if (JSON.readTree(line) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + ":" + number + ": not a line of JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(file + ":" + number + ": expected a JSON object");
  }

  private static ObjectNode entity(Path file, ObjectNode first) {
    if (!(first.get("entity") instanceof ObjectNode entity)) {
      throw new IllegalArgumentException(
          file + ":1: expected {\"entity\": {\"name\": ..., \"key\": [...], \"fields\": {...}}}");
    }
    for (String member : List.of("name", "key", "fields")) {
      if (!entity.has(member)) {
        throw new IllegalArgumentException(file + ":1: the entity lacks \"" + member + "\"");
      }
    }
    return entity;
  }

  /** How many changes there are. */
  int size() {
    return changes.values().stream().mapToInt(List::size).sum();
  }

  /** The fields of the key. */
  List<String> key() {
    List<String> key = new ArrayList<>();
    entity.get("key").forEach(field -> key.add(field.asText()));
    return key;
  }

  /** The declared type of {@code field}. */
  String typeOf(String field) {
    JsonNode declared = entity.path("fields").path(field);
    return declared.isObject() ? declared.path("type").asText() : declared.asText();
  }

  /**
   * A change that says nothing but that a key exists, which is like no other of the history.
   *
   * @param number a positive number, different for each
   * @throws IllegalArgumentException if the key has no field that can be made up
   */
  String marker(int number) {
    ObjectNode after = JSON.createObjectNode();
    for (String field : key()) {
      switch (typeOf(field)) {
        case "int", "bigint" -> after.put(field, -number);
        case "string" -> after.put(field, "marker-" + number);
        default ->
            throw new IllegalArgumentException(
                "the key field '"
                    + field
                    + "' is of type "
                    + typeOf(field)
                    + "; a history's key is of int, bigint or string");
      }
    }
    ObjectNode change = JSON.createObjectNode().put("stream", STREAM);
    change.put("version", Integer.MAX_VALUE + "/" + number + "/0");
    change.set("after", after);
    return change.toString();
  }
}

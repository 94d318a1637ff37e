package io.esync.jobs.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The table that the files of the target {@code filesystem} make up. */
final class MergedFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OP = "_op";

  private MergedFiles() {}

  /**
   * The latest of each key, without those that were deleted: rows by key, both as JSON with sorted
   * members. A key is always written by the same instance, whose files follow each other in time.
   */
  static SortedMap<String, String> table(Path folder, List<String> key) {
    SortedMap<String, String> table = new TreeMap<>();
    for (Path file : files(folder)) {
      for (String line : lines(file)) {
        JsonNode change = tree(line);
        String id = sorted(change, key);
        if (change.get(OP).asText().equals("delete")) {
          table.remove(id);
        } else {
          table.put(id, sorted(change, fields(change)));
        }
      }
    }
    return table;
  }

  /** How many lines there are. */
  static long count(Path folder) {
    return files(folder).stream().mapToLong(file -> lines(file).size()).sum();
  }

  /** The finished files, the oldest first. */
  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("[._].*"))
          .sorted(Comparator.comparing(MergedFiles::written).thenComparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("not a line of JSON: " + line, e);
    }
  }

  /** The entity's own fields that have a value. */
  private static List<String> fields(JsonNode change) {
    return change.properties().stream()
        .filter(field -> !field.getKey().matches("_(op|source|version|timestamp|sequence)"))
        .filter(field -> !field.getValue().isNull())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static String sorted(JsonNode change, List<String> members) {
    ObjectNode sorted = JSON.createObjectNode();
    members.forEach(member -> sorted.set(member, change.get(member)));
    return sorted.toString();
  }
}

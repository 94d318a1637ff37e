package io.esync.jobs.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes up a history: three sources that insert, change in part or as a whole, delete and insert
 * again, many of them at the same time.
 */
final class RandomHistory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SOURCES = List.of("billing", "crm", "web");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int HOURS = 48;
  private static final int VALUES = 6;

  private static final String ENTITY =
      """
      {"entity": {"name": "customer", "key": ["id"],
        "fields": {"id": {"type": "bigint"}, "name": {"type": "string"}, "email": {"type": "string"},
          "street": {"type": "string"}, "city": {"type": "string"}, "balance": {"type": "decimal(14,2)"},
          "visits": {"type": "int"}, "tags": {"type": "array<string>"}},
        "merge": {"strategy": "field-level", "priority": ["crm", "billing"],
          "fields": {"email": {"rule": "trusted", "order": ["web", "crm"], "unless_newer_by": "3h"},
            "balance": {"rule": "owner", "source": "billing"}, "city": {"with": "street"},
            "visits": {"rule": "max"}, "tags": {"rule": "union"}}}}}
      """;

  private final Random random;
  private final Set<String> present = new HashSet<>();

  private RandomHistory(long seed) {
    this.random = new Random(seed);
  }

  /** Writes a history into {@code directory} and returns its file. */
  static Path write(Path directory, int keys, int changes, long seed) {
    RandomHistory history = new RandomHistory(seed);
    List<String> lines = new ArrayList<>();
    try {
      lines.add(JSON.readTree(ENTITY).toString());
      for (int i = 0; i < changes; i++) {
        lines.add(history.change(i, keys).toString());
      }
      Path file = Files.createDirectories(directory).resolve("history.jsonl");
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a history to " + directory, e);
    }
  }

  private ObjectNode change(int number, int keys) {
    String source = SOURCES.get(random.nextInt(SOURCES.size()));
    long id = 1L + random.nextInt(keys);
    ObjectNode change = JSON.createObjectNode().put("source", source);
    change.put("version", "0/" + (number + 1) + "/0");
    change.put("timestamp", START.plusSeconds(3600L * random.nextInt(HOURS)).toString());
    String row = source + "/" + id;
    boolean known = present.contains(row);
    if (known && random.nextInt(6) == 0) {
      present.remove(row);
      change.put("op", "delete");
      change.putObject("before").put("id", id);
    } else {
      present.add(row);
      fill(change.putObject("after").put("id", id), !known || random.nextInt(3) == 0);
    }
    return change;
  }

  private void fill(ObjectNode row, boolean whole) {
    for (String field : List.of("name", "email", "street", "city")) {
      if (whole || random.nextBoolean()) {
        row.put(field, random.nextInt(8) == 0 ? null : field + random.nextInt(VALUES));
      }
    }
    if (whole || random.nextBoolean()) {
      row.put("balance", random.nextInt(1000) + ".50");
    }
    if (whole || random.nextBoolean()) {
      row.put("visits", random.nextInt(VALUES));
    }
    if (whole || random.nextBoolean()) {
      ArrayNode tags = row.putArray("tags");
      for (int i = random.nextInt(3); i > 0; i--) {
        tags.add("tag" + random.nextInt(VALUES));
      }
    }
  }
}

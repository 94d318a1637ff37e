package io.esync.jobs.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** A file of JSON lines to which changes are appended, and the rows that they amount to. */
record GrowingFile(Path folder, Map<Long, String> rows) {
  GrowingFile(Path folder) throws IOException {
    this(Files.createDirectories(folder), new HashMap<>());
  }

  void put(long id, String name) throws IOException {
    append("{\"id\": %d, \"name\": \"%s\", \"email\": null}\n".formatted(id, name));
    rows.put(id, name);
  }

  void delete(long id) throws IOException {
    append("{\"id\": %d, \"_op\": \"delete\"}\n".formatted(id));
    rows.remove(id);
  }

  private void append(String line) throws IOException {
    Files.writeString(
        folder.resolve("contacts.jsonl"),
        line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}

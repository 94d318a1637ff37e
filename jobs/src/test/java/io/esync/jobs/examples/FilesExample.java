package io.esync.jobs.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** {@code files.yaml}: the lines of a file that grows into files. */
final class FilesExample implements Example {
  private final Path inbox;
  private final Path merged;
  private final Map<Long, String> rows = new HashMap<>();

  FilesExample(Path folder) throws IOException {
    this.inbox = Files.createDirectories(folder.resolve("in"));
    this.merged = folder.resolve("merged");
  }

  @Override
  public String file() {
    return "files.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of(
        "path: pipelines/data",
        "path: " + inbox,
        ".esync/data/files/merged",
        merged.toString(),
        "interval: 1s",
        "interval: 50ms");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public void put(long id, String name) throws IOException {
    append("{\"id\": %d, \"name\": \"%s\"}\n".formatted(id, name));
    rows.put(id, name);
  }

  @Override
  public void delete(long id) throws IOException {
    append("{\"id\": %d, \"_op\": \"delete\"}\n".formatted(id));
    rows.remove(id);
  }

  private void append(String line) throws IOException {
    Files.writeString(
        inbox.resolve("contacts.jsonl"),
        line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Override
  public Map<Long, String> source() {
    return rows;
  }

  @Override
  public Map<Long, String> target() throws IOException {
    return Rows.ofLines(merged);
  }

  @Override
  public void close() {}
}

package io.esync.jobs.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code files.yaml}: the lines of a file that grows into files. */
final class FilesExample implements Example {
  private final GrowingFile inbox;
  private final Path merged;

  FilesExample(Path folder) throws IOException {
    this.inbox = new GrowingFile(folder.resolve("in"));
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
        "path: " + inbox.folder(),
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
    inbox.put(id, name);
  }

  @Override
  public void delete(long id) throws IOException {
    inbox.delete(id);
  }

  @Override
  public Map<Long, String> source() {
    return inbox.rows();
  }

  @Override
  public Map<Long, String> target() throws IOException {
    return Rows.ofLines(merged);
  }

  @Override
  public void close() {}
}

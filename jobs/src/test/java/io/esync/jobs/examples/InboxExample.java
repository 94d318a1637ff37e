package io.esync.jobs.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Pipelines that keep the lines of a file that grows, each in its own way. */
final class InboxExample implements Example {
  private final String file;
  private final String place;
  private final Target target;
  private final GrowingFile inbox;
  private final Path kept;

  /** Reads the names by id of what is kept at a place. */
  private interface Target {
    Map<Long, String> names(Path kept) throws Exception;
  }

  private InboxExample(Path folder, String file, String place, Target target) throws IOException {
    this.file = file;
    this.place = place;
    this.target = target;
    this.inbox = new GrowingFile(folder.resolve("in"));
    this.kept = folder.resolve("kept");
  }

  /** {@code files.yaml}: in files. */
  static InboxExample files(Path folder) throws IOException {
    return new InboxExample(folder, "files.yaml", ".esync/data/files/merged", Rows::ofLines);
  }

  /** {@code operations.yaml}: in files, by a pipeline that takes commands. */
  static InboxExample operations(Path folder) throws IOException {
    return new InboxExample(
        folder, "operations.yaml", ".esync/data/operations/merged", Rows::ofLines);
  }

  /** {@code iceberg.yaml}: in a table of Iceberg. */
  static InboxExample iceberg(Path folder) throws IOException {
    return new InboxExample(
        folder,
        "iceberg.yaml",
        ".esync/data/iceberg",
        warehouse -> Rows.ofIceberg(warehouse, "crm.contacts"));
  }

  @Override
  public String file() {
    return file;
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of(
        "path: pipelines/data",
        "path: " + inbox.folder(),
        place,
        kept.toString(),
        "watch: {interval: 1s",
        "watch: {interval: 50ms");
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
  public Map<Long, String> target() throws Exception {
    return target.names(kept);
  }

  @Override
  public void close() {}
}

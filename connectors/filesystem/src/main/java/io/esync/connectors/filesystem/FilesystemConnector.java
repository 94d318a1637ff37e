package io.esync.connectors.filesystem;

import com.google.auto.service.AutoService;
import io.esync.connectors.filesystem.write.FileSinks;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.store.ReadableTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the changes of entities into files, with Flink's own file sink. */
@AutoService(TargetConnector.class)
@SuppressWarnings("rawtypes") // a service is named without its parameters
public final class FilesystemConnector
    implements TargetConnector<FilesystemConfig, FilesystemRoute> {
  @Override
  public String type() {
    return "filesystem";
  }

  @Override
  public String description() {
    return "Files of Parquet, Avro, CSV or JSON lines on a local disk, on S3, or on any storage that Flink"
        + " has a plugin for.";
  }

  @Override
  public String guarantee() {
    return "Exactly once: a checkpoint makes the changes before it visible, in files that never"
        + " change again.";
  }

  @Override
  public String prerequisites() {
    return """
        * Every TaskManager and the submitting side can create and write the directory.
        * `s3://` needs the plugin `flink-s3-fs-hadoop` and its credentials in Flink's configuration, see
          [Files and S3](../guide/files.md); `flink-s3-fs-presto` cannot write files.
        * Readers skip files whose name starts with `.` or `_`: they are not finished. What a crash leaves
          behind (`_…_tmp_…` objects and unfinished uploads) is never part of the data; let a lifecycle rule of
          the bucket delete it after a few days.
        * Each checkpoint ends the files before it: its interval decides how many files there are, and how
          old what readers see is; `compact` [joins small files](../guide/files.md), and takes its time for it.
        * A file has one schema. A new field of the entity begins a new file; columns are only added.
        * In `mode: changelog` the last change of a key is that with the highest `_sequence`. A field that a
          change does not carry is left out in JSON lines; elsewhere it is NULL and its name stands in
          `_absent`. Fields of the entity that are called as one of these columns get one underscore more.
        * Parquet and Avro hold times to the microsecond. A value that would have to be changed goes to the
          dead-letter queue, also one with more digits than its decimal declares.
        """;
  }

  @Override
  public Class<FilesystemConfig> configType() {
    return FilesystemConfig.class;
  }

  @Override
  public Class<FilesystemRoute> routeType() {
    return FilesystemRoute.class;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if two entities share a directory, where their lines could not
   *     be told apart
   */
  @Override
  public Target target(FilesystemConfig config, TargetContext<FilesystemRoute> context) {
    requireOwnDirectories(context);
    return FileSinks.of(config, context.routes());
  }

  private static void requireOwnDirectories(TargetContext<FilesystemRoute> context) {
    Map<String, String> entities = new HashMap<>();
    new TreeMap<>(context.routes())
        .forEach(
            (entity, route) -> {
              String directory = route.options().directory(entity);
              String other = entities.put(directory, entity);
              if (other != null) {
                throw new IllegalArgumentException(
                    "entities '%s' and '%s' share the path '%s' of target '%s'; give each its own"
                        .formatted(other, entity, directory, context.target()));
              }
            });
  }

  @Override
  public List<CheckFailure> check(FilesystemConfig config, TargetContext<FilesystemRoute> context) {
    return DirectoryCheck.of(config.location());
  }

  @Override
  public Optional<ReadableTarget<FilesystemConfig, FilesystemRoute>> reading() {
    return Optional.of(new WrittenLines());
  }
}

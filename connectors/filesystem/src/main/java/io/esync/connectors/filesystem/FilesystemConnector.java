package io.esync.connectors.filesystem;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.store.ReadableTarget;
import io.esync.operators.model.ChangeRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** Appends the changes of entities to files, with Flink's own file sink. */
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
    return "Files of JSON lines on a local disk, or on any storage that Flink has a plugin for.";
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
        * `s3://` needs the plugin `flink-s3-fs-hadoop`; `flink-s3-fs-presto` cannot write files.
        * Readers skip files whose name starts with `.` or `_`: they are not finished.
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
    EntityDirectories directories = new EntityDirectories(directories(context));
    FileSink<ChangeRecord> sink =
        switch (config.format()) {
          case JSON_LINES ->
              FileSink.forRowFormat(config.location(), new ChangeLine())
                  .withBucketAssigner(directories)
                  .withRollingPolicy(OnCheckpointRollingPolicy.build())
                  .withOutputFileConfig(new OutputFileConfig("part", ".jsonl"))
                  .build();
        };
    return SinkTarget.of(sink);
  }

  private static Map<String, String> directories(TargetContext<FilesystemRoute> context) {
    Map<String, String> directories = new HashMap<>();
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
              directories.put(entity, directory);
            });
    return directories;
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

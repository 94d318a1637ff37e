package org.example.esync.folder;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.WriteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Writes an entity with the fields {@code name} and {@code value} as small files. */
public final class FolderTargetConnector
    implements TargetConnector<FolderConfig, FolderRoute> {
  private static final WriteOptions OPTIONS =
      new WriteOptions(1000, Duration.ofMillis(200), Duration.ofMinutes(1));

  @Override
  public String type() {
    return "text-folder";
  }

  @Override
  public String description() {
    return "A folder with a small text file for each row of an entity with name and value.";
  }

  @Override
  public String guarantee() {
    return "Effectively once by the name of a file.";
  }

  @Override
  public Class<FolderConfig> configType() {
    return FolderConfig.class;
  }

  @Override
  public Class<FolderRoute> routeType() {
    return FolderRoute.class;
  }

  @Override
  public Target target(FolderConfig config, TargetContext<FolderRoute> context) {
    return new WriterTarget(() -> new FolderWriter(config.folder()), OPTIONS);
  }

  @Override
  public List<CheckFailure> check(
      FolderConfig config, TargetContext<FolderRoute> context) {
    Path folder = config.folder().path();
    if (Files.isDirectory(folder) && Files.isWritable(folder)) {
      return List.of();
    }
    return List.of(
        new CheckFailure(
            "there is no folder " + folder + " that can be written",
            "Create it, or correct 'path' of target '" + context.target() + "'."));
  }
}

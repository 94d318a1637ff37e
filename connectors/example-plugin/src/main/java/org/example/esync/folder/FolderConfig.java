package org.example.esync.folder;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The options of a {@code text-folder} source or target.
 *
 * <pre>{@code
 * sources:
 *   - id: settings
 *     type: text-folder
 *     config: {path: /etc/shop/settings}
 * }</pre>
 */
public record FolderConfig(
    @Option(value = "The folder.", example = "/etc/shop/settings") String path,
    @Option(
            value = "Time between two looks at the folder, where the source has no schedule.",
            defaultValue = "1s")
        Duration interval)
    implements Serializable {
  public FolderConfig {
    if (path.isBlank()) {
      throw new IllegalArgumentException("path is empty; name a folder");
    }
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be positive, not " + interval);
    }
  }

  TextFolder folder() {
    return new TextFolder(Path.of(path).toAbsolutePath());
  }
}

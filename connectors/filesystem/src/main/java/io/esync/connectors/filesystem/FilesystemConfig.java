package io.esync.connectors.filesystem;

import io.esync.connectors.spi.Option;
import java.net.URI;
import java.nio.file.Path;

/** The options of the target {@code filesystem}, e.g. {@code {path: /data/lake}}. */
public record FilesystemConfig(
    @Option(
            value =
                "Directory below which each entity has its own: a local path or an address such as"
                    + " s3://bucket/dir. A relative path starts where the pipeline is submitted.",
            example = "/data/lake")
        String path,
    @Option(value = "What the files hold.", defaultValue = "json-lines") Format format) {
  /** What a file holds. */
  public enum Format {
    /** One JSON object on each line. */
    JSON_LINES
  }

  public FilesystemConfig {
    if (path.isBlank()) {
      throw new IllegalArgumentException("path is empty; give a directory, e.g. /data/lake");
    }
    try {
      location(path);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "path '" + path + "' is neither a path nor an address: " + e.getMessage(), e);
    }
  }

  /** The directory as an address that means the same on every machine. */
  org.apache.flink.core.fs.Path location() {
    return location(path);
  }

  private static org.apache.flink.core.fs.Path location(String path) {
    boolean local = !path.contains(":/");
    return new org.apache.flink.core.fs.Path(
        local ? Path.of(path).toAbsolutePath().normalize().toUri() : URI.create(path));
  }
}

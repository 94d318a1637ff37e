package io.esync.connectors.filesystem;

import io.esync.connectors.spi.Option;
import org.apache.flink.core.fs.Path;

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
    Location.of(path);
  }

  /** The directory as an address that means the same on every machine. */
  Path location() {
    return Location.of(path);
  }
}

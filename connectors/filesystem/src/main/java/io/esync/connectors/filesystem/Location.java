package io.esync.connectors.filesystem;

import java.net.URI;
import java.nio.file.Path;

/** Turns the path of a pipeline file into an address that means the same on every machine. */
final class Location {
  private Location() {}

  /**
   * The address. A relative path starts where the pipeline is submitted.
   *
   * @throws IllegalArgumentException if {@code path} is neither a path nor an address, or an
   *     address with credentials in it
   */
  static org.apache.flink.core.fs.Path of(String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException("path is empty; give a directory, e.g. /data/lake");
    }
    if (path.matches("[^/]*://[^/]*@.*")) {
      throw new IllegalArgumentException(
          "path holds credentials; take them out of it and put them into Flink's configuration");
    }
    boolean local = !path.contains(":/");
    try {
      return new org.apache.flink.core.fs.Path(
          local ? Path.of(path).toAbsolutePath().normalize().toUri() : URI.create(path));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "path '" + path + "' is neither a path nor an address: " + e.getMessage(), e);
    }
  }
}

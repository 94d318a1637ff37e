package io.esync.connectors.filesystem;

import io.esync.connectors.spi.Option;
import java.util.Arrays;

/** What an entity may say about its way into a {@code filesystem} target. */
public record FilesystemRoute(
    @Option(
            value = "Directory of this entity below the target's path; its name if left out.",
            optional = true,
            example = "crm/customers")
        String path) {
  public FilesystemRoute {
    if (path != null && !isBelow(path)) {
      throw new IllegalArgumentException(
          "path '"
              + path
              + "' must lie below the target's path and be visible to readers: names joined by '/',"
              + " none of them empty or starting with '.' or '_'");
    }
  }

  private static boolean isBelow(String path) {
    return Arrays.stream(path.split("/", -1))
        .noneMatch(name -> name.isBlank() || name.startsWith(".") || name.startsWith("_"));
  }

  /** The directory of {@code entity} below the target's path. */
  String directory(String entity) {
    return path == null ? entity : path;
  }
}

package io.esync.connectors.filesystem;

import io.esync.connectors.spi.Option;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an entity may say about its way into a {@code filesystem} target. */
public record FilesystemRoute(
    @Option(
            value = "Directory of this entity below the target's path; its name if left out.",
            optional = true,
            example = "crm/customers")
        String path,
    @Option(
            value =
                "Directories below that, name=value as Hive has them: each name with a field or a SQL"
                    + " expression over the entity's fields and _op, _source and _timestamp. NULL, and"
                    + " what a delete does not tell, is __HIVE_DEFAULT_PARTITION__.",
            optional = true,
            example = "{day: \"cast(_timestamp as date)\", country: country}")
        Map<String, String> partitionBy) {
  public FilesystemRoute {
    if (path != null && !isBelow(path)) {
      throw new IllegalArgumentException(
          "path '"
              + path
              + "' must lie below the target's path and be visible to readers: names joined by '/',"
              + " none of them empty or starting with '.' or '_'");
    }
    partitionBy =
        partitionBy == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(partitionBy));
    for (String name : partitionBy.keySet()) {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
        throw new IllegalArgumentException(
            "partition_by: '" + name + "' must consist of letters, digits, '_' and '-'");
      }
    }
  }

  /** A directory without others below it. */
  public FilesystemRoute(String path) {
    this(path, Map.of());
  }

  private static boolean isBelow(String path) {
    return Arrays.stream(path.split("/", -1))
        .noneMatch(name -> name.isBlank() || name.startsWith(".") || name.startsWith("_"));
  }

  /** The directory of {@code entity} below the target's path. */
  public String directory(String entity) {
    return path == null ? entity : path;
  }
}

package io.esync.jobs.docs;

import io.esync.jobs.spec.ConnectorCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files in docs/ that are made from the declarations of options.
 *
 * @param files contents by the path below docs/
 */
public record GeneratedDocs(Map<String, String> files) {
  public GeneratedDocs {
    files = Map.copyOf(files);
  }

  /** The page of each connector and the JSON Schema. */
  public static GeneratedDocs of(ConnectorCatalog catalog) {
    Map<String, String> files = new TreeMap<>();
    Set<String> types = new TreeSet<>(catalog.sourceTypes());
    types.addAll(catalog.targetTypes());
    types.forEach(type -> files.put("connectors/" + type + ".md", ConnectorPage.of(type, catalog)));
    files.put("pipeline.schema.json", new PipelineSchema(catalog).text());
    return new GeneratedDocs(files);
  }

  /** Writes all files below {@code folder}. */
  public void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }
}

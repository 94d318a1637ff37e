package io.esync.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Connectors that are not in the job jar.
 *
 * @param jars absolute paths
 */
public record Plugins(List<Path> jars) {
  /** The environment variable that names their folder; {@code scripts/esync} reads it too. */
  public static final String VARIABLE = "ESYNC_PLUGINS";

  public Plugins {
    jars = List.copyOf(jars);
  }

  /**
   * The jars of the folder that {@value #VARIABLE} names; none where it is not set.
   *
   * @throws ClusterException if it names no folder
   */
  public static Plugins of(Map<String, String> environment) {
    String folder = environment.getOrDefault(VARIABLE, "");
    if (folder.isBlank()) {
      return new Plugins(List.of());
    }
    try (Stream<Path> files = Files.list(Path.of(folder).toAbsolutePath())) {
      return new Plugins(files.filter(file -> file.toString().endsWith(".jar")).sorted().toList());
    } catch (IOException e) {
      throw new ClusterException(
          VARIABLE + " is " + folder + ", which is no folder that can be read.", e);
    }
  }

  /** Options of {@code flink run}; the TaskManagers must find the jars at the same paths. */
  public List<String> flinkOptions() {
    return jars.stream().flatMap(jar -> Stream.of("-C", jar.toUri().toString())).toList();
  }
}

package io.esync.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where ESync lies on this machine: the root of its repository.
 *
 * @param home absolute path of the repository's root
 */
public record Installation(Path home) {
  /** System property that {@code scripts/esync} sets to the root of the repository. */
  public static final String HOME_PROPERTY = "esync.home";

  private static final String ASSEMBLED = "scripts/flink-dist/target/flink";

  /**
   * The installation named by {@value #HOME_PROPERTY}, or else the nearest folder above the working
   * directory that holds {@code scripts/flink-dist}.
   *
   * @throws ClusterException when there is none
   */
  public static Installation find() {
    String named = System.getProperty(HOME_PROPERTY);
    if (named != null) {
      return new Installation(Path.of(named).toAbsolutePath().normalize());
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path dir = start; dir != null; dir = dir.getParent()) {
      if (Files.isDirectory(dir.resolve("scripts/flink-dist"))) {
        return new Installation(dir);
      }
    }
    throw new ClusterException(
        "No ESync installation at or above "
            + start
            + ". Start ESync with scripts/esync of its repository.");
  }

  /** Flink under {@code FLINK_HOME} if that is set, the assembled distribution otherwise. */
  public FlinkDistribution flink(Map<String, String> environment) {
    String flinkHome = environment.getOrDefault("FLINK_HOME", "");
    return flinkHome.isBlank()
        ? FlinkDistribution.assembledAt(home.resolve(ASSEMBLED))
        : FlinkDistribution.ofFlinkHome(Path.of(flinkHome));
  }

  /** Working directory of the local cluster: configuration, logs, checkpoints. */
  public Path clusterDirectory() {
    return home.resolve(".esync/cluster");
  }

  /**
   * The jar that {@code flink run} takes.
   *
   * @throws ClusterException when it is not built
   */
  public Path jobJar() {
    Path target = home.resolve("jobs/target");
    return jobJars(target).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new ClusterException(
                    "No job jar in "
                        + target
                        + ". Build it: mvn -q package -DskipTests (scripts/esync does it by itself)."));
  }

  private static List<Path> jobJars(Path target) {
    if (!Files.isDirectory(target)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches("esync-jobs-.*-job\\.jar"))
          .toList();
    } catch (IOException e) {
      throw new ClusterException("Cannot read " + target + ": " + e.getMessage(), e);
    }
  }
}

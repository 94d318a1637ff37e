package io.esync.jobs.cluster;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that holds Flink: {@code lib/}, {@code plugins/} and {@code conf/}.
 *
 * @param home absolute path of the folder
 */
public record FlinkDistribution(Path home) {

  /**
   * The distribution that {@code scripts/flink-dist} assembles.
   *
   * @throws ClusterException when it is not there yet
   */
  public static FlinkDistribution assembledAt(Path folder) {
    Path home = folder.toAbsolutePath().normalize();
    if (!isDistribution(home)) {
      throw new ClusterException(
          "No Flink distribution in "
              + home
              + ". Build it: mvn -q -pl scripts/flink-dist -am package -DskipTests (scripts/esync does it by itself), or set"
              + " FLINK_HOME.");
    }
    return new FlinkDistribution(home);
  }

  /**
   * A distribution of Flink's own.
   *
   * @throws ClusterException when the folder is none
   */
  public static FlinkDistribution ofFlinkHome(Path folder) {
    Path home = folder.toAbsolutePath().normalize();
    if (!isDistribution(home)) {
      throw new ClusterException(
          "FLINK_HOME is "
              + home
              + ", which is no Flink distribution: it needs lib/ with Flink's jars and conf/. Point FLINK_HOME to a Flink"
              + " 1.20 folder, or unset it to use the one ESync assembles.");
    }
    return new FlinkDistribution(home);
  }

  private static boolean isDistribution(Path home) {
    String[] jars =
        home.resolve("lib")
            .toFile()
            .list((dir, name) -> name.matches("flink-(dist|runtime)-.*\\.jar"));
    return jars != null && jars.length > 0 && Files.isDirectory(home.resolve("conf"));
  }

  public Path conf() {
    return home.resolve("conf");
  }

  public Path lib() {
    return home.resolve("lib");
  }

  public Path plugins() {
    return home.resolve("plugins");
  }

  /**
   * Class path of Flink's processes. Flink's own distributions keep BashJavaUtils in {@code bin/}.
   */
  String classPath() {
    return lib().resolve("*") + File.pathSeparator + home.resolve("bin/bash-java-utils.jar");
  }
}

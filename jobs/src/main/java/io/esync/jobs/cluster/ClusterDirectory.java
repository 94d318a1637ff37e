package io.esync.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The working directory of a local cluster: {@code conf}, {@code log} (with the pid files), {@code
 * checkpoints}, {@code savepoints} and {@code tmp}.
 *
 * @param root absolute path; created when the cluster starts
 */
public record ClusterDirectory(Path root) {
  public ClusterDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * The configuration of the cluster that runs or ran here: give it to Flink as {@code
   * FLINK_CONF_DIR}.
   */
  public Path conf() {
    return root.resolve("conf");
  }

  public Path logs() {
    return root.resolve("log");
  }

  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  public Path savepoints() {
    return root.resolve("savepoints");
  }

  Path tmp() {
    return root.resolve("tmp");
  }

  /** Whether a cluster was ever started here. */
  public boolean isConfigured() {
    return Files.exists(conf().resolve(FlinkConfigFile.NAME));
  }

  /** Creates the folders and takes over the logging configuration of the distribution. */
  void create(FlinkDistribution flink) {
    try {
      for (Path folder : List.of(conf(), logs(), checkpoints(), savepoints(), tmp())) {
        Files.createDirectories(folder);
      }
      try (Stream<Path> files = Files.list(flink.conf())) {
        for (Path file :
            files
                .filter(f -> f.getFileName().toString().matches("log4j.*\\.properties"))
                .toList()) {
          Files.copy(file, conf().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new ClusterException(
          "Cannot prepare the cluster's directory " + root + ": " + e.getMessage(), e);
    }
  }

  /** Flink's directory options, pointing here. */
  Map<String, String> flinkDirectories() {
    return Map.of(
        "execution.checkpointing.dir", checkpoints().toUri().toString(),
        "execution.checkpointing.savepoint-dir", savepoints().toUri().toString(),
        "io.tmp.dirs", tmp().toString());
  }

  FlinkProcess jobManager() {
    return new FlinkProcess("jobmanager", logs());
  }

  FlinkProcess taskManager(int number) {
    return new FlinkProcess("taskmanager-" + number, logs());
  }

  /** The TaskManagers that run, in the order of their names. */
  List<FlinkProcess> runningTaskManagers() {
    if (!Files.isDirectory(logs())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(logs())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("taskmanager-\\d+\\.pid"))
          .sorted()
          .map(name -> new FlinkProcess(name.replace(".pid", ""), logs()))
          .filter(FlinkProcess::isAlive)
          .toList();
    } catch (IOException e) {
      throw new ClusterException("Cannot read " + logs() + ": " + e.getMessage(), e);
    }
  }
}

package io.esync.jobs.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One Flink process of a local cluster, known to later runs of the command line by its pid file.
 *
 * <p>The pid file holds the process id and the time the process started: an id that the system has
 * given to another process since then is not taken for ours.
 *
 * @param name of the process, its log and its pid file
 * @param folder that holds the three
 */
record FlinkProcess(String name, Path folder) {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  Path log() {
    return folder.resolve(name + ".log");
  }

  /** What the JVM itself prints: start-up errors, crashes. */
  Path standardOutput() {
    return folder.resolve(name + ".out");
  }

  private Path pidFile() {
    return folder.resolve(name + ".pid");
  }

  /**
   * A name that no earlier process of this cluster had. A TaskManager that took over the name of a
   * dead one would be given up together with it.
   */
  String newIdentity() {
    String identity = name + "-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    try {
      Files.writeString(identityFile(), identity);
      return identity;
    } catch (IOException e) {
      throw new ClusterException("Cannot write " + identityFile() + ": " + e.getMessage(), e);
    }
  }

  /** The name of the process that was started last. */
  String identity() {
    try {
      return Files.readString(identityFile());
    } catch (IOException e) {
      throw new ClusterException("Cannot read " + identityFile() + ": " + e.getMessage(), e);
    }
  }

  private Path identityFile() {
    return folder.resolve(name + ".id");
  }

  /** Starts the process in the background; it outlives this JVM. */
  void start(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(ownSession().stream(), command.stream()).toList());
    builder.environment().putAll(environment);
    builder
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(standardOutput().toFile());
    try {
      Files.deleteIfExists(log());
      ProcessHandle handle = builder.start().toHandle();
      Files.writeString(pidFile(), handle.pid() + " " + startOf(handle).toEpochMilli());
    } catch (IOException e) {
      throw new ClusterException("Cannot start the " + name + ": " + e.getMessage(), e);
    }
  }

  /** Ctrl-C in the terminal and its closing shall not reach the cluster. */
  private static List<String> ownSession() {
    return Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of();
  }

  private static Instant startOf(ProcessHandle handle) {
    return handle.info().startInstant().orElse(Instant.EPOCH);
  }

  boolean isAlive() {
    return handle().isPresent();
  }

  /** Process id, while the process runs. */
  Optional<Long> pid() {
    return handle().map(ProcessHandle::pid);
  }

  private Optional<ProcessHandle> handle() {
    try {
      String[] parts = Files.readString(pidFile()).strip().split(" ", 2);
      Instant started = Instant.ofEpochMilli(Long.parseLong(parts[1]));
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(ProcessHandle::isAlive)
          .filter(handle -> startOf(handle).equals(started));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty(); // no pid file, or one that a crash left half written
    }
  }

  /** Asks the process to end; {@link #awaitEnd} waits for it. */
  void terminate() {
    handle().ifPresent(ProcessHandle::destroy);
  }

  /** Ends the process at once, as {@code kill -9} does. Returns when it is gone. */
  void kill() {
    handle().ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd(Duration.ofSeconds(10));
  }

  /** Waits for the end of the process, and kills it when it takes longer than the timeout. */
  void awaitEnd(Duration timeout) {
    if (!Polling.holds(timeout, () -> !isAlive())) {
      handle().ifPresent(ProcessHandle::destroyForcibly);
      Polling.holds(Duration.ofSeconds(10), () -> !isAlive());
    }
    try {
      Files.deleteIfExists(pidFile());
    } catch (IOException e) {
      throw new ClusterException("Cannot delete " + pidFile() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Why the process ended, as far as its output tells: the line an error report would start with.
   */
  String lastWords() {
    return Stream.of(standardOutput(), log())
        .flatMap(file -> lines(file).stream())
        .filter(line -> line.matches(".*(ERROR|FATAL|Error:|Exception:|Could not|Unrecognized).*"))
        .reduce((first, second) -> second)
        .map(String::strip)
        .orElse("it left no error message");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of("(cannot read " + file + ": " + e.getMessage() + ")");
    }
  }
}

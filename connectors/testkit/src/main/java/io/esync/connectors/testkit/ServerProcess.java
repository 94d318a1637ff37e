package io.esync.connectors.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server's process that never outlives this JVM, not even one that is killed: a shell between the
 * two holds the other end of a pipe and kills the server when the pipe ends.
 */
final class ServerProcess {
  private static final int STOP_SECONDS = 30;
  private static final int SHOWN_LOG_LINES = 15;

  // $1 is the signal that stops the server at once; the rest is its command. A watcher waits for
  // the pipe's end, the shell for the server's, and the one that is left over is killed.
  private static final String SCRIPT =
      """
      signal=$1; shift
      exec 3<&0
      "$@" 3<&- </dev/null & server=$!
      { read -r _ <&3; kill -"$signal" $server; } & watcher=$!
      exec 3<&-
      wait $server; status=$?
      kill $watcher 2>/dev/null
      exit $status
      """;

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a server.
   *
   * @param stopSignal what makes it stop at once, e.g. {@code QUIT}
   * @param log takes what it prints
   */
  static ServerProcess start(String stopSignal, List<String> command, Path log) {
    List<String> watched = new ArrayList<>(List.of("sh", "-c", SCRIPT, "server", stopSignal));
    watched.addAll(command);
    try {
      return new ServerProcess(builder(watched, log).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.get(0), e);
    }
  }

  /**
   * Runs a command of a server to its end, e.g. the one that creates its data directory.
   *
   * @throws IllegalStateException with the end of {@code log} if it fails
   */
  static void run(List<String> command, Path log) {
    run(builder(command, log), log);
  }

  /** The same, where the command reads {@code input}. */
  static void run(List<String> command, Path input, Path log) {
    run(builder(command, log).redirectInput(input.toFile()), log);
  }

  private static void run(ProcessBuilder builder, Path log) {
    List<String> command = builder.command();
    try {
      Process process = builder.start();
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            command.get(0) + " ended with status " + status + ":\n" + tail(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command.get(0), e);
    }
  }

  private static ProcessBuilder builder(List<String> command, Path log) {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Id of the shell that the server descends from. */
  long id() {
    return process.pid();
  }

  /** Stops the server at once, as a crash would, and waits until it is gone. */
  void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop the server", e);
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The last lines that the server printed. */
  String lastWords() {
    return tail(log);
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(its log " + log + " cannot be read)";
    }
  }
}

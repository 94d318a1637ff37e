package io.esync.benchmarks;

import io.esync.benchmarks.report.FlameGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import one.convert.Arguments;
import one.convert.JfrToFlame;

/**
 * Profiles the TaskManager of a round with async-profiler: where its CPU time goes, and who
 * allocates. CPU is sampled by perf events where the kernel lets us, else by a timer of each
 * thread.
 *
 * @param folder for the recording and the flame graphs
 */
record Profiler(Path folder) {
  private static final String LIBRARY = "libasyncProfiler.so";

  /** What Flink is to be configured with, beside flink-conf/config.yaml. */
  Map<String, String> flinkConfiguration(String id) throws IOException {
    Files.createDirectories(folder);
    Path library = folder.resolve(LIBRARY);
    try (InputStream packed = Profiler.class.getResourceAsStream("/linux-x64/" + LIBRARY)) {
      if (packed == null) {
        throw new IOException("async-profiler is not on the class path");
      }
      Files.copy(packed, library, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(recording(id));
    return Map.of(
        "env.java.opts.taskmanager",
        "-XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -agentpath:"
            + library.toAbsolutePath()
            + "=start,event=cpu,interval=1ms,alloc=256k,jfr,file="
            + recording(id).toAbsolutePath());
  }

  /**
   * Draws what was recorded: {@code <case>-cpu.svg} and {@code <case>-alloc.svg}.
   *
   * @return the images
   * @throws IOException if nothing was recorded
   */
  List<Path> draw(String id, String title) throws IOException {
    if (!Files.exists(recording(id))) {
      throw new IOException("the TaskManager left no " + recording(id) + "; see its .out file");
    }
    return List.of(
        draw(id, "cpu", title + ": CPU time of the TaskManager"),
        draw(id, "alloc", title + ": bytes allocated by the TaskManager"));
  }

  private Path draw(String id, String what, String title) throws IOException {
    Path stacks = folder.resolve(id + "-" + what + ".collapsed");
    JfrToFlame.convert(
        recording(id).toString(),
        stacks.toString(),
        what.equals("cpu")
            ? new Arguments("-o", "collapsed")
            : new Arguments("--alloc", "--total", "-o", "collapsed"));
    Path image = folder.resolve(id + "-" + what + ".svg");
    return Files.writeString(image, FlameGraph.of(Files.readAllLines(stacks)).svg(title));
  }

  private Path recording(String id) {
    return folder.resolve(id + ".jfr");
  }
}

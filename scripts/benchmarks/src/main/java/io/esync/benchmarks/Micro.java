package io.esync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the microbenchmarks: time and allocated bytes for each operation. */
final class Micro {
  private static final int WARMUPS = 3;
  private static final int MEASUREMENTS = 5;

  private Micro() {}

  /**
   * Runs those whose name the filter is found in, and prints what came.
   *
   * @param filter a regular expression; empty for all
   * @param results for a file {@code micro.json}
   */
  static void run(String filter, Path results) throws IOException, RunnerException {
    Files.createDirectories(results);
    new Runner(
            new OptionsBuilder()
                .include("io\\.esync\\.benchmarks\\.micro\\..*" + filter)
                .addProfiler(GCProfiler.class)
                .forks(1)
                .jvmArgs("-XX:+UseG1GC", "-Xmx512m")
                .warmupIterations(WARMUPS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(MEASUREMENTS)
                .measurementTime(TimeValue.seconds(1))
                .resultFormat(ResultFormatType.JSON)
                .result(results.resolve("micro.json").toString())
                .build())
        .run();
  }
}

package io.esync.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the figures were measured on.
 *
 * @param cpu model name
 * @param memoryGigabytes of the machine
 * @param load mean number of running processes in the minute before: others than ours, for it is
 *     asked at the start
 */
public record Machine(
    int cores, String cpu, long memoryGigabytes, String system, String java, double load) {
  /** Above this there was other work on the machine. */
  private static final double QUIET = 0.5;

  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        value("/proc/cpuinfo", "model name"),
        Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / (1024 * 1024),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.version"),
        Double.parseDouble(lines("/proc/loadavg").get(0).split(" ", 2)[0]));
  }

  public boolean quiet() {
    return load < QUIET;
  }

  private static String value(String file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("0");
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of("0");
    }
  }
}

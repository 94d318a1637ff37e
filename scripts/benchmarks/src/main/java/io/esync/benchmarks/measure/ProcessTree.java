package io.esync.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A process and all its descendants, as Linux's {@code /proc} tells of them.
 *
 * @param proc {@code /proc}
 */
record ProcessTree(Path proc, long root) {
  /** USER_HZ, which is 100 on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /**
   * Seconds of CPU, user and system, of all members and of their children that have ended and were
   * waited for.
   */
  double cpuSeconds() throws IOException {
    long ticks = 0;
    for (Stat member : members()) {
      ticks += member.ticks();
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** The most memory that the largest member has had at any time, in MB. */
  long peakMegabytes() throws IOException {
    long kilobytes = 0;
    for (Stat member : members()) {
      for (String line : lines(proc.resolve(member.id() + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          kilobytes = Math.max(kilobytes, Long.parseLong(line.replaceAll("\\D", "")));
        }
      }
    }
    return kilobytes / 1024;
  }

  private List<Stat> members() throws IOException {
    Map<Long, List<Stat>> children = new HashMap<>();
    List<Stat> members = new ArrayList<>();
    for (Stat process : processes()) {
      children.computeIfAbsent(process.parent(), parent -> new ArrayList<>()).add(process);
      if (process.id() == root) {
        members.add(process);
      }
    }
    Deque<Stat> open = new ArrayDeque<>(members);
    while (!open.isEmpty()) {
      List<Stat> next = children.getOrDefault(open.pop().id(), List.of());
      members.addAll(next);
      open.addAll(next);
    }
    return members;
  }

  private List<Stat> processes() throws IOException {
    try (Stream<Path> files = Files.list(proc)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d+"))
          .flatMap(file -> lines(file.resolve("stat")).stream().limit(1).map(Stat::parse))
          .toList();
    }
  }

  /** None of a process that has ended meanwhile. */
  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * A line of {@code /proc/PID/stat}, see proc(5).
   *
   * @param ticks user and system time, its own and that of children it has waited for
   */
  record Stat(long id, long parent, long ticks) {
    // Counted from the state, the first field behind the name.
    private static final int PARENT = 1;
    private static final int FIRST_TIME = 11;
    private static final int TIMES = 4;

    /** The name stands in brackets and may hold anything, brackets and spaces too. */
    static Stat parse(String line) {
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = 0; i < TIMES; i++) {
        ticks += Long.parseLong(fields[FIRST_TIME + i]);
      }
      return new Stat(
          Long.parseLong(line.substring(0, line.indexOf(' '))),
          Long.parseLong(fields[PARENT]),
          ticks);
    }
  }
}

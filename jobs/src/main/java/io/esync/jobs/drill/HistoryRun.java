package io.esync.jobs.drill;

import io.esync.jobs.cluster.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One run of the history drill: the changes of all sources arrive in a random interleaving that
 * keeps each source's order, and the TaskManager is killed somewhere on the way.
 *
 * <p>The interleaving is made by bursts: some lines are appended to the file of one source, and a
 * pause lets them be read before the next burst. Every other run joins hot keys before they are
 * sent to the merge.
 */
final class HistoryRun {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int BURSTS = 12;
  private static final int MARKERS = 32;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final DrillSite site;
  private final HistoryFile history;
  private final String name;
  private final int parallelism;
  private final boolean hotKeys;
  private final HistoryPipeline pipeline;
  private final Random random;
  private final Consumer<String> progress;
  private final StringBuilder order = new StringBuilder();

  /**
   * @param number tells the run from others; with {@code seed} it decides all that is random
   */
  HistoryRun(
      DrillSite site,
      HistoryFile history,
      int number,
      int parallelism,
      long seed,
      Consumer<String> progress) {
    this.site = site;
    this.history = history;
    this.name = "history-" + number;
    this.parallelism = parallelism;
    this.hotKeys = number % 2 == 0;
    this.pipeline = new HistoryPipeline(history, site.folder().resolve(name));
    this.random = new Random((seed + number) * SPREAD);
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param hotKeys whether changes of a key were joined before they were sent to the merge
   * @param order the interleaving: source and lines of each burst, an X where the TaskManager died
   * @param table the merged rows by key
   * @param rejected records in the DLQ
   */
  record Result(
      int parallelism,
      boolean hotKeys,
      String order,
      SortedMap<String, String> table,
      long rejected,
      long restored,
      Duration took) {}

  Result run() {
    long start = System.nanoTime();
    history.changes().keySet().forEach(source -> append(source, List.of()));
    String job = site.submit(name, pipeline.text(parallelism, hotKeys));
    site.awaitCheckpoints(job);
    feed(job);
    int markers = mark();
    if (!Polling.holds(PATIENCE, () -> markersWritten() == markers)) {
      throw new IllegalStateException(
          name + ": " + markersWritten() + " of " + markers + " markers came out in " + PATIENCE);
    }
    long restored = site.flink().checkpoints(job).restored();
    site.cancel(job);
    SortedMap<String, String> table = table();
    table.values().removeIf(this::isMarker);
    return new Result(
        parallelism,
        hotKeys,
        order.toString().strip(),
        table,
        MergedFiles.count(pipeline.deadLetters()),
        restored,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private void feed(String job) {
    Map<String, Iterator<String>> left = new TreeMap<>();
    history.changes().forEach((source, lines) -> left.put(source, lines.iterator()));
    int killedAfter = random.nextInt(history.size());
    int written = 0;
    boolean killed = false;
    while (!left.isEmpty()) {
      List<String> sources = List.copyOf(left.keySet());
      String source = sources.get(random.nextInt(sources.size()));
      List<String> burst = take(left.get(source));
      if (!left.get(source).hasNext()) {
        left.remove(source);
      }
      append(source, burst);
      order.append(source).append(' ').append(burst.size()).append(' ');
      written += burst.size();
      if (!killed && written > killedAfter) {
        killed = true;
        kill(job);
      } else {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private List<String> take(Iterator<String> lines) {
    int most = 1 + random.nextInt(Math.max(1, 2 * history.size() / BURSTS));
    List<String> burst = new ArrayList<>();
    while (burst.size() < most && lines.hasNext()) {
      burst.add(lines.next());
    }
    return burst;
  }

  private void kill(String job) {
    order.append("X ");
    progress.accept(name + ": kills the TaskManager");
    site.crashTaskManager();
    site.flink().awaitRunning(job, PATIENCE);
  }

  /** Says something last in each source; when all of it is out, so is what was said before. */
  private int mark() {
    int number = 0;
    for (String source : history.changes().keySet()) {
      List<String> markers = new ArrayList<>();
      for (int i = 0; i < MARKERS; i++) {
        markers.add(history.marker(++number));
      }
      append(source, markers);
    }
    return number;
  }

  private long markersWritten() {
    return table().values().stream().filter(this::isMarker).count();
  }

  private boolean isMarker(String row) {
    String field = history.key().get(0);
    return row.contains("\"" + field + "\":-") || row.contains("\"" + field + "\":\"marker-");
  }

  private SortedMap<String, String> table() {
    return MergedFiles.table(pipeline.output(), history.key());
  }

  private void append(String source, List<String> lines) {
    Path file = pipeline.input(source);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}

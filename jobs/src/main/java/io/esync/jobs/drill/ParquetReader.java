package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.S3Server;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks all the time at what a reader sees of the files that a job writes, reads each new one from
 * its first byte to its last, and keeps its rows. A file that is no whole Parquet file, or that is
 * gone at a later look, is a flaw.
 */
final class ParquetReader implements AutoCloseable {
  private static final int MOST_FLAWS = 10;
  private static final long PAUSE_NANOS = 20_000_000;

  private final S3Server s3;
  private final String bucket;
  private final String prefix;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Map<String, List<Row>> files = new ConcurrentHashMap<>();
  private final List<String> flaws = new CopyOnWriteArrayList<>();
  private final AtomicLong looks = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final Set<Long> markers = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private Future<?> looking;

  private ParquetReader(S3Server s3, String bucket, String prefix) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /** Begins to look below {@code prefix}: data in {@code data/}, reports in {@code reports/}. */
  static ParquetReader start(S3Server s3, String bucket, String prefix) {
    ParquetReader reader = new ParquetReader(s3, bucket, prefix);
    reader.looking =
        reader.thread.submit(
            () -> {
              while (!reader.stopped) {
                reader.look();
                LockSupport.parkNanos(PAUSE_NANOS);
              }
            });
    return reader;
  }

  private void look() {
    Set<String> there = new HashSet<>(new ParquetObjects(s3, bucket).below(prefix + "data/"));
    for (String known : files.keySet()) {
      if (!there.contains(known)) {
        flaw(known + " went away");
      }
    }
    for (String key : there) {
      if (!files.containsKey(key)) {
        try {
          files.put(key, read(key));
        } catch (RuntimeException e) {
          flaw(key + ": " + e);
        }
      }
    }
    looks.incrementAndGet();
  }

  private List<Row> read(String key) {
    List<Row> read;
    try {
      read = new ParquetObjects(s3, bucket).rows(key);
    } catch (IOException e) {
      flaw(e.getMessage());
      return List.of();
    }
    read.stream().map(row -> (Long) row.get("id")).filter(id -> id < 0).forEach(markers::add);
    rows.addAndGet(read.size());
    return read;
  }

  private void flaw(String text) {
    if (flaws.size() < MOST_FLAWS) {
      flaws.add(text);
    }
  }

  /** Waits for a look that begins now. */
  void awaitLook() throws InterruptedException {
    long enough = looks.get() + 2;
    while (looks.get() < enough && !looking.isDone()) {
      Thread.sleep(10);
    }
  }

  /** Rows that were read, in all files. */
  long rows() {
    requireLooking();
    return rows.get();
  }

  /** How many of the markers were read. */
  long markers() {
    requireLooking();
    return markers.size();
  }

  private void requireLooking() {
    if (looking.isDone()) {
      try {
        looking.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the reader failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  long looks() {
    return looks.get();
  }

  long files() {
    return files.size();
  }

  List<String> flaws() {
    return flaws;
  }

  /** Records in the DLQ, whose files hold lines. */
  long rejected() {
    return s3.keys(bucket, prefix + "reports/").stream()
        .filter(key -> key.contains("/dlq/") && !key.matches("(.*/)?[._].*") && !key.endsWith("/"))
        .mapToLong(key -> new String(s3.read(bucket, key), StandardCharsets.UTF_8).lines().count())
        .sum();
  }

  /** Writes what the files amount to into the drill's table. */
  void load(PostgresServer server, String database) throws SQLException {
    Map<Long, Row> table = new TreeMap<>();
    files.values().stream()
        .flatMap(List::stream)
        .sorted(
            (left, right) ->
                Long.compare(ParquetObjects.sequence(left), ParquetObjects.sequence(right)))
        .forEach(change -> apply(change, table));
    DrillTable.fill(server, database, table.values());
  }

  /** A field that a change does not carry stays as it was. */
  private static void apply(Row change, Map<Long, Row> table) {
    Long id = (Long) change.get("id");
    if (change.get("_op").equals("delete")) {
      table.remove(id);
      return;
    }
    Row before = table.get(id);
    Object[] values = change.toArray();
    for (int i = 0; before != null && i < values.length; i++) {
      if (change.isAbsent(i)) {
        values[i] = before.get(change.schema().field(i).name());
      }
    }
    table.put(id, Row.of(change.schema(), values));
  }

  @Override
  public void close() {
    stopped = true;
    thread.shutdown();
  }
}

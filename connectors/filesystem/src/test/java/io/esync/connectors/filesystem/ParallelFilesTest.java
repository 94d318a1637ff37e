package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.testkit.contract.SourceRun;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The first reading of a folder by several readers. */
@Timeout(240)
class ParallelFilesTest {
  private static final int READERS = 3;
  private static final int LINE_BYTES = "{\"id\":100000}\n".length();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberSlotsPerTaskManager(READERS)
              .build());

  @TempDir Path directory;
  private final String name = UUID.randomUUID().toString();
  private SourceFolder folder;

  @BeforeEach
  void folder() {
    folder = new SourceFolder(directory);
  }

  @Test
  void several_readers_lose_nothing_by_a_failure_and_versions_tell_the_order_of_the_files()
      throws Exception {
    write(1, 20, 500);
    CountDownLatch reading = new CountDownLatch(2);
    try (SourceRun run = start(true, READERS, null)) {
      run.failOnceAt(whenTogether(reading).and(change -> id(change) % 500 == 250));
      await().atMost(PATIENCE).until(run::hasFailed);

      awaitIds(run, 20 * 500);
      assertThat(reading.getCount()).as("readers that did not read at the same time").isZero();
      assertThat(run.changes())
          .allSatisfy(
              change -> assertThat(change.origin().version()).isEqualTo(version(id(change), 500)));

      run.awaitCheckpoint();
      write(21, 21, 500);
      awaitIds(run, 21 * 500);
      assertThat(run.changes())
          .last()
          .satisfies(change -> assertThat(change.origin().version().major()).isEqualTo(21));
    }
  }

  @Test
  void a_first_reading_goes_on_with_fewer_readers_where_a_savepoint_stopped_it(
      @TempDir Path savepoints) throws Exception {
    int lines = 3_000;
    write(1, 40, lines);
    String savepoint;
    SourceRun.failOnceAt(name, this::slowly);
    try (SourceRun run = start(true, READERS, null)) {
      await().atMost(PATIENCE).until(() -> !run.records().isEmpty());
      savepoint = run.stopWithSavepoint(savepoints);
      assertThat(run.records()).hasSizeLessThan(40 * lines);
    }

    SourceRun.failOnceAt(name, record -> false);
    try (SourceRun run = start(true, READERS - 1, savepoint)) {
      await().atMost(PATIENCE).until(() -> run.records().size() >= 40 * lines);
      write(40 * lines + 1, 40 * lines + 1, 1);
      await().atMost(PATIENCE).until(() -> run.records().size() > 40 * lines);

      assertThat(run.changes().stream().map(ParallelFilesTest::id).distinct().count())
          .isEqualTo(run.records().size())
          .isEqualTo(40 * lines + 1);
    }
  }

  @Test
  void a_job_over_files_that_are_read_once_ends_with_the_last_of_them() throws Exception {
    write(1, 5, 10);
    try (SourceRun run = start(false, READERS, null)) {
      await().atMost(PATIENCE).until(() -> run.status() == JobStatus.FINISHED);

      assertThat(run.changes())
          .extracting(ParallelFilesTest::id)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 50).boxed().toList());
    }
  }

  /** Takes its time with every thousandth record, so that readers are stopped before the end. */
  private boolean slowly(SourceRecord record) {
    if (record instanceof SourceChange change && id(change) % 1000 == 999) {
      await().pollDelay(Duration.ofMillis(100)).until(() -> true);
    }
    return false;
  }

  /** Holds readers back until there are as many as {@code reading} waits for. */
  private static Predicate<SourceRecord> whenTogether(CountDownLatch reading) {
    Set<Thread> readers = ConcurrentHashMap.newKeySet();
    return record -> {
      if (readers.add(Thread.currentThread())) {
        reading.countDown();
      }
      try {
        return reading.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private SourceRun start(boolean followed, int readers, String savepoint) throws Exception {
    SourceContext context =
        new SourceContext("shop", "crm", List.of(new SourceContext.Stream("customers", List.of())));
    return SourceRun.start(
        name,
        new FilesystemSourceConnector().source(folder.parallel(followed), context),
        readers,
        savepoint);
  }

  /** Files of as many lines each, whose names are ordered as their numbers. */
  private void write(int first, int last, int lines) throws IOException {
    for (int file = first; file <= last; file++) {
      StringBuilder text = new StringBuilder();
      for (int line = 0; line < lines; line++) {
        String id = String.valueOf((file - 1) * lines + line);
        text.append("{\"id\":").append(" ".repeat(6 - id.length())).append(id).append("}\n");
      }
      folder.append("f%03d".formatted(file), text.toString());
    }
  }

  private static SourceVersion version(long id, int lines) {
    return new SourceVersion(0, id / lines + 1, id % lines * LINE_BYTES);
  }

  private static void awaitIds(SourceRun run, int expected) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> run.changes().stream().map(ParallelFilesTest::id).distinct().count() == expected);
  }

  private static long id(SourceRecord record) {
    return (long) ((SourceChange) record).after().get("id");
  }
}

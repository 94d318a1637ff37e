package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.filesystem.FilesystemConfig.Compact;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.testkit.contract.StoppedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(240)
class FilesystemTargetTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberSlotsPerTaskManager(NumbersJob.PARALLELISM)
              .build());

  private static final int NUMBERS = 1_000;
  private static final int ENDLESS = 1_000_000;
  private static final Compact JOINED = new Compact(3, 1 << 20);
  private static final Compact NOT_ANY_MORE = new Compact(0, 1 << 20);

  @TempDir Path lake;

  @ParameterizedTest
  @EnumSource
  void every_change_stands_once_in_a_finished_file_though_the_job_failed(Format format)
      throws Exception {
    NumbersJob job = job(format, null);
    FailOnce.failed.set(false);

    job.start(NUMBERS, new FailOnce(), null).getJobExecutionResult().get();

    assertThat(FailOnce.failed).isTrue();
    assertThat(job.seen("customers")).allMatch(id -> id % 2 == 0);
    assertThat(job.seen("order")).allMatch(id -> id % 2 == 1);
    assertThat(all(job)).containsExactlyInAnyOrderElementsOf(numbers());
    try (Stream<Path> directories = Files.list(lake)) {
      assertThat(directories.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("customers", "order");
    }
  }

  @ParameterizedTest
  @EnumSource
  void small_files_are_joined_and_every_change_stands_once_though_the_job_failed(Format format)
      throws Exception {
    NumbersJob job = job(format, JOINED);
    FailOnce.failed.set(false);

    job.start(NUMBERS, new FailOnce(), null).getJobExecutionResult().get();

    assertThat(FailOnce.failed).isTrue();
    assertThat(all(job)).containsExactlyInAnyOrderElementsOf(numbers());
    List<String> files =
        files("customers").stream()
            .filter(name -> !name.matches("\\..*\\.inprogress\\..*"))
            .toList();
    assertThat(files).allMatch(name -> name.startsWith("compacted-"));
    int unjoined = NUMBERS / NumbersJob.PER_CHECKPOINT * NumbersJob.PARALLELISM;
    assertThat(files).hasSizeLessThan(unjoined);
  }

  @Test
  void
      what_waits_to_be_joined_is_joined_by_a_job_that_ends_before_its_first_checkpoint_after_a_failure(
          @InjectMiniCluster MiniCluster cluster) throws Exception {
    int numbers = NumbersJob.PER_CHECKPOINT * 3 / 2;
    Duration never = Duration.ofHours(1);
    NumbersJob job =
        new NumbersJob(lake.toString(), Format.JSON_LINES, new Compact(1, 1 << 20), never);
    FailAfterCheckpoint.reset();

    JobClient client = job.start(numbers, new FailAfterCheckpoint(), null);
    await().until(() -> FailAfterCheckpoint.seen.get() > NumbersJob.PER_CHECKPOINT * 3 / 4);
    await()
        .ignoreExceptions() // while a task has not started
        .until(() -> cluster.triggerCheckpoint(client.getJobID()).get() != null);
    client.getJobExecutionResult().get();

    assertThat(FailAfterCheckpoint.failed).isTrue();
    assertThat(all(job))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, numbers).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource({"PARQUET,true", "JSON_LINES,false"})
  void joining_is_switched_on_and_off_over_a_savepoint(
      Format format, boolean on, @TempDir Path savepoints) throws Exception {
    String savepoint = stopInTheMiddle(job(format, on ? null : JOINED), savepoints);
    List<Long> before = List.copyOf(Note.numbers);

    NumbersJob second = job(format, on ? JOINED : NOT_ANY_MORE);
    JobClient client = second.start(ENDLESS, new Note(), savepoint);

    await()
        .untilAsserted(
            () -> {
              List<Long> seen = all(second);
              assertThat(seen).containsAll(before).hasSizeGreaterThan(before.size());
            });
    client.cancel().get();
    assertThat(all(second)).doesNotHaveDuplicates();
  }

  @Test
  void what_still_waits_to_be_joined_is_not_forgotten_by_leaving_the_option_out(
      @TempDir Path savepoints) throws Exception {
    String savepoint = stopInTheMiddle(job(Format.CSV, JOINED), savepoints);

    assertThat(job(Format.CSV, null).start(ENDLESS, new Note(), savepoint).getJobExecutionResult())
        .failsWithin(Duration.ofMinutes(2))
        .withThrowableThat()
        .havingRootCause()
        .withMessageContaining("allowNonRestoredState");
  }

  private static String stopInTheMiddle(NumbersJob job, Path savepoints) throws Exception {
    Note.numbers.clear();
    JobClient client = job.start(ENDLESS, new Note(), null);
    await().until(() -> Files.exists(Path.of(job.lake(), "customers")));
    return StoppedJob.withSavepoint(client, savepoints);
  }

  private NumbersJob job(Format format, Compact compact) {
    return new NumbersJob(lake.toString(), format, compact);
  }

  private static List<Long> all(NumbersJob job) throws Exception {
    List<Long> all = new ArrayList<>(job.seen("customers"));
    all.addAll(job.seen("order"));
    return all;
  }

  private static List<Long> numbers() {
    return LongStream.range(0, NUMBERS).boxed().toList();
  }

  /** All names in a directory, hidden ones too, as those that a failure left behind. */
  private List<String> files(String directory) throws IOException {
    try (Stream<Path> files = Files.list(lake.resolve(directory))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Remembers what was written. */
  private static final class Note implements MapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;
    private static final Set<Long> numbers = ConcurrentHashMap.newKeySet();

    @Override
    public Long map(Long id) {
      numbers.add(id);
      return id;
    }
  }

  /** Fails one time, with checkpoints before it and records since the last of them. */
  private static final class FailOnce implements MapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean failed = new AtomicBoolean();
    private static final int LATE = NUMBERS / 2 - NumbersJob.PER_CHECKPOINT / 4;

    @Override
    public Long map(Long id) {
      if (id == LATE && failed.compareAndSet(false, true)) {
        throw new IllegalStateException("fails on purpose");
      }
      return id;
    }
  }

  /** Fails one time, at the first number after the first checkpoint. */
  private static final class FailAfterCheckpoint
      implements MapFunction<Long, Long>, CheckpointListener {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger seen = new AtomicInteger();
    private static final AtomicBoolean failed = new AtomicBoolean();

    private transient boolean checkpointed;

    static void reset() {
      seen.set(0);
      failed.set(false);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      checkpointed = true;
    }

    @Override
    public Long map(Long id) {
      if (checkpointed && failed.compareAndSet(false, true)) {
        throw new IllegalStateException("fails on purpose");
      }
      seen.incrementAndGet();
      return id;
    }
  }
}

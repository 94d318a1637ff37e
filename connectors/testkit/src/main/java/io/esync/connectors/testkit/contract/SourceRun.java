package io.esync.connectors.testkit.contract;

import static org.awaitility.Awaitility.await;

import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that reads a source into the memory of this JVM. */
public final class SourceRun implements AutoCloseable {
  /** Checkpoints that a task may not have heard of yet: one that is complete and one under way. */
  private static final int UNHEARD_OF = 2;

  private static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();

  private final Seen seen;
  private final ContractJob job;

  private SourceRun(Seen seen, ContractJob job) {
    this.seen = seen;
    this.job = job;
  }

  /**
   * Starts a job.
   *
   * @param name runs of the same name add to the same records
   * @param savepoint to start from; null where there is none
   */
  public static SourceRun start(
      String name, Source<SourceRecord, ?, ?> source, int parallelism, String savepoint)
      throws Exception {
    StreamExecutionEnvironment environment = ContractJob.environment(parallelism, savepoint);
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "source", ModelTypeInfo.SOURCE_RECORD)
        .uid("source")
        .map(new Noting(name))
        .returns(ModelTypeInfo.SOURCE_RECORD)
        .uid("note")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
    seen(name).checkpoint.set(0);
    return new SourceRun(seen(name), new ContractJob(environment.executeAsync(name)));
  }

  private static Seen seen(String name) {
    return SEEN.computeIfAbsent(name, key -> new Seen());
  }

  /** All that was read by the runs of this name, heartbeats among it, in the order of arrival. */
  public List<SourceRecord> all() {
    return List.copyOf(seen.records);
  }

  /** All but heartbeats that was read by the runs of this name, in the order of arrival. */
  public List<SourceRecord> records() {
    return records(seen);
  }

  /** What {@link #records()} of a run of this name gives; the first need not have begun. */
  public static List<SourceRecord> records(String name) {
    return records(seen(name));
  }

  private static List<SourceRecord> records(Seen seen) {
    return seen.records.stream().filter(record -> !(record instanceof Heartbeat)).toList();
  }

  public List<SourceChange> changes() {
    return all(SourceChange.class);
  }

  public List<Malformed> malformed() {
    return all(Malformed.class);
  }

  public List<Heartbeat> heartbeats() {
    return all(Heartbeat.class);
  }

  private <T> List<T> all(Class<T> type) {
    return seen.records.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Makes the job fail once, at the next record that {@code condition} is true for. */
  public void failOnceAt(Predicate<SourceRecord> condition) {
    seen.failure.set(condition);
  }

  /** Makes a job of this name that is not yet started fail once, see {@link #failOnceAt}. */
  public static void failOnceAt(String name, Predicate<SourceRecord> condition) {
    seen(name).failure.set(condition);
  }

  /** Whether the failure that was asked for has happened. */
  public boolean hasFailed() {
    return seen.failure.get() == null;
  }

  /** Waits until a checkpoint is complete that was started after this call. */
  public void awaitCheckpoint() {
    awaitCheckpoint(seen);
  }

  /** What {@link #awaitCheckpoint()} of a run of this name does. */
  public static void awaitCheckpoint(String name) {
    awaitCheckpoint(seen(name));
  }

  private static void awaitCheckpoint(Seen seen) {
    await().atMost(ContractJob.PATIENCE).until(() -> seen.checkpoint.get() > 0);
    long known = seen.checkpoint.get();
    await().atMost(ContractJob.PATIENCE).until(() -> seen.checkpoint.get() > known + UNHEARD_OF);
  }

  public JobStatus status() {
    return job.status();
  }

  /** The failure that ends the job, once it has. */
  public Throwable awaitFailure() {
    return job.awaitFailure();
  }

  /** Takes a savepoint of the job, which goes on, and says where it is. */
  public String savepoint(Path folder) throws Exception {
    return job.savepoint(folder);
  }

  /** Stops the job, and says where its savepoint is. */
  public String stopWithSavepoint(Path folder) throws Exception {
    return job.stopWithSavepoint(folder);
  }

  @Override
  public void close() {
    job.close();
  }

  private static final class Seen {
    private final Queue<SourceRecord> records = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Predicate<SourceRecord>> failure = new AtomicReference<>();
    private final AtomicLong checkpoint = new AtomicLong();
  }

  private static final class Noting
      implements MapFunction<SourceRecord, SourceRecord>, CheckpointListener {
    private static final long serialVersionUID = 1L;

    private final String name;

    Noting(String name) {
      this.name = name;
    }

    @Override
    public SourceRecord map(SourceRecord record) {
      Seen seen = seen(name);
      Predicate<SourceRecord> failure = seen.failure.get();
      if (failure != null && failure.test(record) && seen.failure.compareAndSet(failure, null)) {
        throw new IllegalStateException("a failure that the test asked for");
      }
      seen.records.add(record);
      return record;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      seen(name).checkpoint.set(checkpoint);
    }
  }
}

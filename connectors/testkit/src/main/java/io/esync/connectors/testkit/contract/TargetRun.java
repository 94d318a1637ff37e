package io.esync.connectors.testkit.contract;

import static org.awaitility.Awaitility.await;

import io.esync.connectors.spi.TargetConnector.Target;
import io.esync.connectors.spi.poll.PollingSource;
import io.esync.connectors.spi.write.OnRefusal;
import io.esync.connectors.spi.write.WriteStep;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job that writes customers, made by the test as it runs, into a target. Runs of the same name
 * write what the test made for any of them.
 */
public final class TargetRun implements AutoCloseable {
  /** The entity that is written. */
  public static final String ENTITY = "customer";

  /** Its fields. */
  public static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("name", DataType.STRING)),
          List.of("id"));

  private static final long NEVER = -1;
  private static final Map<String, Queue<Rejection>> REJECTED = new ConcurrentHashMap<>();
  private static final Map<String, AtomicLong> FAILURES = new ConcurrentHashMap<>();
  private static final Map<String, AtomicLong> READ = new ConcurrentHashMap<>();

  private final String name;
  private final List<SourceRecord> records;
  private final ContractJob job;

  private TargetRun(String name, List<SourceRecord> records, ContractJob job) {
    this.name = name;
    this.records = records;
    this.job = job;
  }

  /**
   * Starts a job.
   *
   * @param savepoint to start from; null where there is none
   */
  public static TargetRun start(String name, Target target, int parallelism, String savepoint)
      throws Exception {
    return start(name, target, ContractJob.environment(parallelism, savepoint));
  }

  /** Starts a job that makes no checkpoint by itself, so that a failure takes all back. */
  public static TargetRun startWithoutCheckpoints(String name, Target target) throws Exception {
    return start(name, target, ContractJob.environment(1, null, Duration.ofDays(1)));
  }

  private static TargetRun start(String name, Target target, StreamExecutionEnvironment environment)
      throws Exception {
    Feed feed = new Feed(name);
    DataStream<ChangeRecord> changes =
        environment
            .fromSource(
                new PollingSource<>(feed, null),
                WatermarkStrategy.noWatermarks(),
                "feed",
                ModelTypeInfo.SOURCE_RECORD)
            .uid("feed")
            .setParallelism(1)
            .map(new Merged(name))
            .returns(ModelTypeInfo.CHANGE_RECORD)
            .uid("merged")
            .setParallelism(1)
            .keyBy(ChangeRecord::key, ModelTypeInfo.ENTITY_KEY);
    new WriteStep("target", "target", environment.getParallelism(), OnRefusal.REJECT)
        .add(changes, target)
        .map(new Noting(name))
        .returns(ModelTypeInfo.REJECTION)
        .uid("note")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
    return new TargetRun(name, feed.records(), new ContractJob(environment.executeAsync(name)));
  }

  public void put(long id, String text) {
    records.add(new SourceChange(origin(), ChangeOp.UPSERT, null, Row.of(SCHEMA, id, text)));
  }

  public void delete(long id) {
    Row before = Row.of(SCHEMA.keySchema(), id);
    records.add(new SourceChange(origin(), ChangeOp.DELETE, before, null));
  }

  private Origin origin() {
    long number = records.size() + 1L;
    SourceVersion version = new SourceVersion(0, number, 0);
    return new Origin("crm", "customers", version, number, number, false);
  }

  /** Waits until the job has read all that was made; it need not be written yet. */
  public void awaitRead() {
    await().atMost(ContractJob.PATIENCE).until(() -> read(name).get() >= records.size());
  }

  private static AtomicLong read(String name) {
    return READ.computeIfAbsent(name, key -> new AtomicLong());
  }

  /** Makes the job fail once, at the next change of {@code id}. */
  public void failOnceAt(long id) {
    failure(name).set(id);
  }

  /** Whether the failure that was asked for has happened. */
  public boolean hasFailed() {
    return failure(name).get() == NEVER;
  }

  private static AtomicLong failure(String name) {
    return FAILURES.computeIfAbsent(name, key -> new AtomicLong(NEVER));
  }

  /** What the target has refused. */
  public List<Rejection> rejections() {
    return List.copyOf(rejected(name));
  }

  private static Queue<Rejection> rejected(String name) {
    return REJECTED.computeIfAbsent(name, key -> new ConcurrentLinkedQueue<>());
  }

  /** Stops the job, and says where its savepoint is. */
  public String stopWithSavepoint(Path folder) throws Exception {
    return job.stopWithSavepoint(folder);
  }

  @Override
  public void close() {
    job.close();
  }

  /** Makes changes of the entity, as a merge would. */
  private record Merged(String run) implements MapFunction<SourceRecord, ChangeRecord> {
    @Override
    public ChangeRecord map(SourceRecord record) {
      SourceChange change = (SourceChange) record;
      Row row = change.op() == ChangeOp.DELETE ? change.before() : change.after();
      long id = (Long) row.get("id");
      if (failure(run).compareAndSet(id, NEVER)) {
        throw new IllegalStateException("a failure that the test asked for");
      }
      read(run).accumulateAndGet(change.origin().version().major(), Math::max);
      return new ChangeRecord(EntityKey.of(ENTITY, id), change.op(), row, change.origin());
    }
  }

  private record Noting(String run) implements MapFunction<Rejection, Rejection> {
    @Override
    public Rejection map(Rejection rejection) {
      rejected(run).add(rejection);
      return rejection;
    }
  }
}

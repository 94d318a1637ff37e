package io.esync.benchmarks.micro;

import io.esync.jobs.compile.Merges;
import io.esync.jobs.spec.EntityDefinition;
import io.esync.operators.flink.EntityStateSerializer;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.EntityState;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.merge.Resolution;
import io.esync.operators.model.ChangeRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the merge does for a change of an entity that two sources have: read, join, resolve, write.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MergeBenchmark {
  private static final long PROGRESS = 0;

  /** The state of an entity, and the next change. */
  @State(Scope.Thread)
  public static class Entity {
    final EntityState state =
        EntityState.EMPTY
            .join(SampleRow.change("crm", 1), false)
            .join(SampleRow.change("billing", 2), false);
    final ChangeRecord change = SampleRow.change("crm", 3);
    final DataOutputSerializer out = new DataOutputSerializer(1024);
    final DataInputDeserializer in = new DataInputDeserializer();
    byte[] written;

    @Setup
    public void write() throws IOException {
      EntityStateSerializer.INSTANCE.serialize(new MergedEntity(state, 1, List.of()), out);
      written = out.getCopyOfBuffer();
    }
  }

  /** A rule for the field that it fits. */
  @State(Scope.Thread)
  public static class Rule {
    private static final Map<String, String> FIELDS =
        Map.of("longest", "name", "union", "tags", "sum", "balance", "min", "age", "max", "age");

    @Param({
      "latest",
      "earliest",
      "first_non_null",
      "trusted",
      "owner",
      "min",
      "max",
      "longest",
      "most_frequent",
      "union",
      "sum"
    })
    public String rule;

    EntityPolicy policy;

    @Setup
    public void compile() {
      String more =
          switch (rule) {
            case "trusted" -> ",\"order\":[\"crm\",\"billing\"]";
            case "owner" -> ",\"source\":\"billing\"";
            default -> "";
          };
      String definition =
          "{\"name\":\"customer\",\"key\":[\"id\"],\"from\":[{\"source\":\"crm\"},{\"source\":\"billing\"}],"
              + "\"merge\":{\"strategy\":\"field-level\",\"fields\":{\""
              + FIELDS.getOrDefault(rule, "email")
              + "\":{\"rule\":\""
              + rule
              + "\""
              + more
              + "}}}}";
      policy = (EntityPolicy) Merges.of(EntityDefinition.read(definition).orElseThrow()).policy();
    }
  }

  /** A later change joins the state. */
  @Benchmark
  public EntityState join(Entity entity) {
    return entity.state.join(entity.change, false);
  }

  /** The row of the state, one field by the rule, the others by the latest. */
  @Benchmark
  public Resolution resolve(Entity entity, Rule rule) {
    return rule.policy.resolve(entity.state, PROGRESS);
  }

  /** The state as RocksDB keeps it, read. */
  @Benchmark
  public MergedEntity readState(Entity entity) throws IOException {
    entity.in.setBuffer(entity.written);
    return EntityStateSerializer.INSTANCE.deserialize(entity.in);
  }

  /** The same, written. */
  @Benchmark
  public int writeState(Entity entity) throws IOException {
    entity.out.clear();
    EntityStateSerializer.INSTANCE.serialize(
        new MergedEntity(entity.state, 1, List.of()), entity.out);
    return entity.out.length();
  }
}

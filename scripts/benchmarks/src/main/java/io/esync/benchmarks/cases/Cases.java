package io.esync.benchmarks.cases;

import io.esync.benchmarks.BenchmarkCase;
import io.esync.benchmarks.Sizes;
import java.util.List;

/** All cases, in the order they are run and shown in. */
public final class Cases {
  private Cases() {}

  public static List<BenchmarkCase> all(Sizes sizes) {
    return List.of(
        SnapshotCase.postgres(sizes),
        new ChangedSnapshotCase(sizes),
        SnapshotCase.mySqlToPostgres(sizes),
        StreamCase.postgres(sizes),
        StreamCase.mySqlToPostgres(sizes),
        MergeCase.fieldLevel(sizes),
        new KafkaCase(sizes),
        LatencyCase.steady(sizes),
        MergeCase.growing(sizes),
        LatencyCase.killed(sizes),
        new SavepointCase(sizes));
  }
}

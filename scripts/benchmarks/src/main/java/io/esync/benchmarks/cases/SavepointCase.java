package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.Figure;
import io.esync.benchmarks.Measurement;
import io.esync.benchmarks.Sizes;
import io.esync.benchmarks.measure.Meter;
import io.esync.benchmarks.measure.Usage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * S10: a job with five times as many keys as other cases is stopped with a savepoint and started
 * from it. It is restored when changes that were made meanwhile have arrived.
 */
final class SavepointCase extends ItemCase {
  private static final int FACTOR = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  SavepointCase(Sizes sizes) {
    super(sizes);
  }

  @Override
  public String id() {
    return "S10";
  }

  @Override
  public String title() {
    return "stop with a savepoint and restart, five times the rows";
  }

  @Override
  public Figure figure() {
    return new Figure("restore s", false);
  }

  @Override
  public List<Contestant> contestants() {
    return super.contestants().subList(0, 1);
  }

  @Override
  long rows() {
    return FACTOR * sizes.rows();
  }

  @Override
  public Measurement run(Contestant contestant, Arena arena) throws Exception {
    begin(contestant, arena);
    submit(contestant, arena);
    awaitStreaming(arena);
    Meter stopping = arena.startMeter();
    String savepoint =
        arena
            .flink()
            .stopWithSavepoint(
                arena.job(), arena.cluster().directory().savepoints().toUri().toString(), PATIENCE);
    double stopSeconds = stopping.seconds();
    update(); // while no job runs
    Meter restoring = arena.startMeter();
    submit(contestant, arena, "-s", savepoint);
    target.awaitUpdate(arena, 1, generation());
    double restoreSeconds = restoring.seconds();
    Map<String, Usage> usage = arena.usage();
    return new Measurement(
        Map.of(
            "stop s", stopSeconds,
            "savepoint MB", megabytes(Path.of(URI.create(savepoint))),
            "restore s", restoreSeconds),
        usage,
        target.compare(source));
  }

  private void update() {
    source
        .server()
        .execute(
            ItemSource.DATABASE,
            source.update(generation()).replace("BETWEEN ? AND ?", "BETWEEN 1 AND 1"));
  }

  private static double megabytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes / 1e6;
    }
  }
}

package io.esync.jobs.cli;

import io.esync.jobs.explain.Simulation;
import io.esync.jobs.state.SavedMerge;
import io.esync.operators.model.EntityKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks at every key of a saved state, in as many threads as there are processors. */
final class StateScan {
  private static final long KEYS_PER_LINE = 250_000;

  private final SavedMerge saved;
  private final Consumer<String> progress;
  private final AtomicLong keys = new AtomicLong();

  /**
   * @param progress is told how far it has come, from any thread
   */
  StateScan(SavedMerge saved, Consumer<String> progress) {
    this.saved = saved;
    this.progress = progress;
  }

  /**
   * The keys of all parts, counted by entity.
   *
   * @param counters makes an empty count for each entity that is to be counted
   */
  Map<String, Simulation> run(Map<String, Supplier<Simulation>> counters) {
    int threads = Math.min(saved.parts(), Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Map<String, Simulation>>> parts = new ArrayList<>();
      for (int i = 0; i < saved.parts(); i++) {
        int part = i;
        parts.add(pool.submit(() -> count(part, counters)));
      }
      Map<String, Simulation> sum = counts(counters);
      for (Future<Map<String, Simulation>> part : parts) {
        result(part).forEach((entity, count) -> sum.get(entity).add(count));
      }
      return sum;
    } finally {
      pool.shutdownNow();
    }
  }

  private Map<String, Simulation> count(int part, Map<String, Supplier<Simulation>> counters) {
    Map<String, Simulation> counts = counts(counters);
    saved.part(
        part,
        (key, entity) -> {
          Simulation count = counts.get(key.entity());
          if (count != null) {
            count.add(key, entity);
          }
          tell(key);
        });
    return counts;
  }

  private void tell(EntityKey key) {
    long read = keys.incrementAndGet();
    if (read % KEYS_PER_LINE == 0) {
      progress.accept(String.format(Locale.ROOT, "%,d keys read, at %s", read, key.entity()));
    }
  }

  private static Map<String, Simulation> counts(Map<String, Supplier<Simulation>> counters) {
    Map<String, Simulation> counts = new HashMap<>();
    counters.forEach((entity, counter) -> counts.put(entity, counter.get()));
    return counts;
  }

  private static <T> T result(Future<T> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while reading the state.", e);
    }
  }
}

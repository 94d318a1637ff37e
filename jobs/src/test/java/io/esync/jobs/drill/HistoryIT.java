package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drill {@code scripts/drill history}, small. */
class HistoryIT {
  @TempDir Path folder;

  @Test
  void a_history_comes_out_the_same_in_any_interleaving_and_at_any_parallelism() {
    HistoryFile history = HistoryFile.read(RandomHistory.write(folder, 40, 600, 5));
    List<HistoryRun.Result> results = new ArrayList<>();
    for (int parallelism : List.of(1, 4)) {
      results.add(
          new HistoryRun(
                  SharedSite.get(), history, 100 + parallelism, parallelism, 5, System.out::println)
              .run());
    }

    assertThat(results.get(0).table()).hasSizeGreaterThan(20);
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.table()).isEqualTo(results.get(0).table());
              assertThat(result.rejected()).isZero();
              assertThat(result.restored()).isPositive();
            });
    assertThat(results).extracting(HistoryRun.Result::order).doesNotHaveDuplicates();
  }
}

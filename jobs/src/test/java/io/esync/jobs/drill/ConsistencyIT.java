package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.esync.connectors.testkit.MySqlServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The drill {@code scripts/drill consistency}, small. */
class ConsistencyIT {
  @ParameterizedTest
  @CsvSource({"POSTGRES, LAST_WRITE_WINS, 2", "MARIADB, REPLICATE, 1"})
  void a_table_under_change_comes_out_equal_though_the_task_manager_is_killed(
      SourceKind source, Strategy strategy, int kills) throws Exception {
    runs(source, strategy, kills);
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource({"POSTGRES, REPLICATE, 1", "MYSQL, LAST_WRITE_WINS, 1"})
  void so_it_does_from_other_databases_and_by_other_strategies(
      SourceKind source, Strategy strategy, int kills) throws Exception {
    runs(source, strategy, kills);
  }

  private static void runs(SourceKind source, Strategy strategy, int kills) throws Exception {
    assumeThat(source != SourceKind.MYSQL || MySqlServer.isSupported()).isTrue();
    ConsistencyOptions options =
        new ConsistencyOptions(source, strategy, 20_000, 3, 500, 1, kills, 7);

    ConsistencyRun.Result result =
        new ConsistencyRun(SharedSite.get(), options, 100, System.out::println).run();

    assertThat(result.comparison().examples()).isEmpty();
    assertThat(result.comparison().isEqual()).isTrue();
    assertThat(result.rejected()).isZero();
    assertThat(result.changes()).isPositive();
    assertThat(result.kills()).hasSize(kills);
  }
}

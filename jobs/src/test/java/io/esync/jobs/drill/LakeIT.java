package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The drill {@code scripts/drill lake}, small. */
class LakeIT {
  @Test
  void parquet_on_s3_equals_the_table_and_is_never_seen_half_though_the_task_manager_is_killed()
      throws Exception {
    LakeOptions options = new LakeOptions(20_000, 500, 1, 1, 3);

    LakeCase.Result result =
        new ParquetLake().run(SharedSite.get(), options, 100, System.out::println);

    assertThat(result.flaws()).isEmpty();
    assertThat(result.comparison().examples()).isEmpty();
    assertThat(result.comparison().isEqual()).isTrue();
    assertThat(result.rejected()).isZero();
    assertThat(result.kills()).hasSize(1);
    assertThat(result.files()).isPositive();
  }
}

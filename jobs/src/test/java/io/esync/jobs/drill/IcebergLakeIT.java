package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The case {@code iceberg} of the drill {@code scripts/drill lake}, small. */
@Tag("long")
class IcebergLakeIT {
  @Test
  void an_iceberg_table_equals_the_files_and_no_read_fails_though_the_task_manager_is_killed()
      throws Exception {
    LakeOptions options = new LakeOptions(5_000, 500, 1, 1, 3);

    LakeCase.Result result =
        new IcebergLake().run(SharedSite.get(), options, 100, System.out::println);

    assertThat(result.flaws()).isEmpty();
    assertThat(result.comparison().examples()).isEmpty();
    assertThat(result.comparison().isEqual()).isTrue();
    assertThat(result.rejected()).isZero();
    assertThat(result.kills()).hasSize(1);
    assertThat(result.restored()).isPositive();
  }
}

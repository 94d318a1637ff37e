package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The drill {@code scripts/drill upgrade}, small. */
class UpgradeIT {
  @Test
  void a_job_goes_on_from_its_savepoint_with_another_column_priority_and_target() throws Exception {
    UpgradeRun run = new UpgradeRun(SharedSite.get(), 2_000, 7, System.out::println);

    assertThat(run.run())
        .hasSize(4)
        .allSatisfy(finding -> assertThat(finding.rows()).as(finding.what()).isPositive())
        .allSatisfy(finding -> assertThat(finding.different()).as(finding.what()).isZero());
  }
}

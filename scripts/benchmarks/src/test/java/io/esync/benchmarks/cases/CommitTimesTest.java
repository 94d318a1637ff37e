package io.esync.benchmarks.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.benchmarks.cases.CommitTimes.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitTimesTest {
  private static final CommitTimes TIMES =
      new CommitTimes(
          List.of(
              new Change(1_000_000, 1_050_000),
              new Change(2_000_000, 2_030_000),
              new Change(3_000_000, 9_000_000), // on its way while the job was down
              new Change(8_500_000, 9_600_000),
              new Change(9_500_000, 9_540_000)));

  @Test
  void latencyIsFromCommitToCommit() {
    assertThat(TIMES.milliseconds(0)).isEqualTo(30.0);
    assertThat(TIMES.milliseconds(0.5)).isEqualTo(50.0);
    assertThat(TIMES.milliseconds(1)).isEqualTo(6000.0);
  }

  @Test
  void theLastLateChangeIsTheOneThatArrivedLast() {
    assertThat(TIMES.lastLate(1000)).isEqualTo(9_600_000);
    assertThat(TIMES.lastLate(2000)).isEqualTo(9_000_000);
  }

  @Test
  void whereNoChangeIsLateThereIsNoLastOne() {
    assertThat(TIMES.lastLate(10_000)).isEqualTo(Long.MIN_VALUE);
  }
}

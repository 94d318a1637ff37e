package io.esync.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void medianIsTheMiddleOneWhateverTheOrder() {
    assertThat(Statistics.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Statistics(4.0, 1.0, 9.0));
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(Statistics.of(List.of(9.0, 1.0, 4.0, 2.0)).median()).isEqualTo(3.0);
  }

  @Test
  void ratiosAreTakenRoundByRound() {
    // The second round was disturbed for both: the ratio of the medians would be 1.
    assertThat(Statistics.medianRatio(List.of(20.0, 2.0, 10.0), List.of(10.0, 1.0, 20.0)))
        .isEqualTo(2.0);
  }

  @Test
  void percentilesLieBetweenNeighbours() {
    List<Double> sorted = List.of(0.0, 10.0, 20.0, 30.0, 40.0);

    assertThat(Statistics.percentile(sorted, 0)).isEqualTo(0.0);
    assertThat(Statistics.percentile(sorted, 0.625)).isEqualTo(25.0);
    assertThat(Statistics.percentile(sorted, 1)).isEqualTo(40.0);
  }

  @Test
  void nothingHasNoStatistics() {
    assertThatThrownBy(() -> Statistics.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Statistics.medianRatio(List.of(1.0), List.of()))
        .hasMessageContaining("1 values beside 0");
  }
}

package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The drill {@code scripts/drill kafka}, small. */
class KafkaIT {
  @Test
  void each_message_comes_out_once_and_in_order_though_the_job_is_killed_and_rescaled() {
    KafkaOptions options = new KafkaOptions(Strategy.LAST_WRITE_WINS, 10_000, 300, 2_000, 1, 7);

    KafkaRun.Result result = new KafkaRun(SharedSite.get(), options, System.out::println).run();

    assertThat(result.output().seen()).isEqualTo(10_000);
    assertThat(result.output().distinct()).isEqualTo(10_000);
    assertThat(result.output().outOfOrder()).isZero();
    assertThat(result.rejected()).isZero();
    assertThat(result.kills()).hasSize(1);
  }
}

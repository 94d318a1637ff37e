package io.esync.jobs.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The drill {@code scripts/drill webhook}, small. */
@Tag("long")
class WebhookIT {
  @Test
  void each_event_that_was_answered_is_there_though_the_job_is_killed() throws Exception {
    WebhookOptions options = new WebhookOptions(500, 100, 1, 7);

    WebhookRun.Result result = new WebhookRun(SharedSite.get(), options, System.out::println).run();

    assertThat(result.missing()).isEmpty();
    assertThat(result.different()).isEmpty();
    assertThat(result.extra()).isEmpty();
    assertThat(result.unexpected()).isEmpty();
    assertThat(result.rejected()).isZero();
    assertThat(result.taken()).isEqualTo(500);
    assertThat(result.kills()).hasSize(1);
    assertThat(result.repeated()).isPositive();
    assertThat(result.forged()).isPositive();
  }
}

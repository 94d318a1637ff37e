package io.esync.connectors.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a promise is made, and of what. */
final class HeartbeatsTest {
  private static final long SECOND = Heartbeats.PAUSE_NANOS;

  private final Heartbeats heartbeats = new Heartbeats("crm");

  @Test
  void a_promise_stays_behind_what_was_reached() {
    heartbeats.reached(20_000_000);

    assertThat(heartbeats.next(0, 7).origin().timestamp())
        .isEqualTo(20_000_000 - Heartbeats.MARGIN_MICROS);
  }

  @Test
  void nothing_is_promised_before_anything_was_reached() {
    assertThat(heartbeats.next(0, 7)).isNull();
  }

  @Test
  void there_is_one_promise_in_a_second_and_none_without_news() {
    heartbeats.reached(20_000_000);
    heartbeats.next(0, 7);
    heartbeats.reached(21_000_000);

    assertThat(heartbeats.next(SECOND - 1, 7)).isNull();
    assertThat(heartbeats.next(SECOND, 7)).isNotNull();
    assertThat(heartbeats.next(3 * SECOND, 7)).isNull();
  }

  @Test
  void a_commit_of_an_earlier_time_takes_nothing_back() {
    heartbeats.reached(20_000_000);
    heartbeats.next(0, 7);
    heartbeats.reached(19_000_000);

    assertThat(heartbeats.next(2 * SECOND, 7)).isNull();
  }
}

package io.esync.connectors.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  private static final String BERLIN = "Europe/Berlin";

  @Test
  void a_cron_expression_counts_in_utc_where_no_zone_is_given() {
    assertThat(fires(Schedule.cron("0 6 * * MON-FRI", null), "2026-02-27T05:00:00Z", 2))
        .containsExactly("2026-02-27T06:00:00Z", "2026-03-02T06:00:00Z");
  }

  @Test
  void a_cron_expression_counts_in_its_zone() {
    assertThat(fires(Schedule.cron("0 6 * * *", BERLIN), "2026-03-28T00:00:00Z", 2))
        .containsExactly("2026-03-28T05:00:00Z", "2026-03-29T04:00:00Z");
  }

  // On 2026-03-29 at 01:00 UTC, clocks in Berlin go from 02:00 to 03:00.
  @Test
  void a_named_hour_that_is_missing_fires_at_the_end_of_the_gap() {
    assertThat(fires(Schedule.cron("30 2 * * *", BERLIN), "2026-03-28T12:00:00Z", 2))
        .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
  }

  @Test
  void several_fires_of_a_missing_hour_are_one() {
    assertThat(fires(Schedule.cron("*/20 2 * * *", BERLIN), "2026-03-28T12:00:00Z", 2))
        .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z");
  }

  @Test
  void every_hour_has_no_fire_in_a_gap() {
    assertThat(fires(Schedule.cron("15 * * * *", BERLIN), "2026-03-29T00:00:00Z", 3))
        .containsExactly("2026-03-29T00:15:00Z", "2026-03-29T01:15:00Z", "2026-03-29T02:15:00Z");
  }

  // On 2026-10-25 at 01:00 UTC, clocks in Berlin go from 03:00 back to 02:00.
  @Test
  void a_named_hour_that_comes_twice_fires_once() {
    assertThat(fires(Schedule.cron("0 2,3 * * *", BERLIN), "2026-10-24T12:00:00Z", 3))
        .containsExactly("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", "2026-10-26T01:00:00Z");
  }

  @Test
  void every_hour_fires_in_both_of_the_doubled_hours() {
    assertThat(fires(Schedule.cron("30 * * * *", BERLIN), "2026-10-25T00:00:00Z", 3))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z");
  }

  @Test
  void a_leap_day_is_waited_for() {
    assertThat(fires(Schedule.cron("0 0 29 2 *", null), "2026-01-01T00:00:00Z", 2))
        .containsExactly("2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z");
  }

  @Test
  void an_interval_keeps_its_beat_and_leaves_out_what_has_passed() {
    Schedule schedule = Schedule.every(Duration.ofSeconds(30));
    Instant last = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(schedule.next(last, last.plusSeconds(5))).isEqualTo(last.plusSeconds(30));
    assertThat(schedule.next(last, last.plusSeconds(30))).isEqualTo(last.plusSeconds(60));
    assertThat(schedule.next(last, last.plusSeconds(100))).isEqualTo(last.plusSeconds(120));
  }

  @Test
  void an_interval_that_was_made_shorter_counts_at_once() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(Schedule.every(Duration.ofSeconds(30)).next(now.plusSeconds(3600), now))
        .isEqualTo(now.plusSeconds(30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * *|cron takes five fields (minute, hour, day of month, month, day of week), here are 4",
        "61 * * * *|cron '61 * * * *' is no cron expression: Value 61 not in range [0, 59]; e.g.",
        "0 0 31 2 *|cron '0 0 31 2 *' names a day that never comes",
        "x * * * *|cron 'x * * * *' is no cron expression",
      })
  void a_bad_expression_is_refused_with_the_reason_and_an_example(String cron, String message) {
    assertThatThrownBy(() -> Schedule.cron(cron, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("'*/5 * * * *'");
  }

  @Test
  void a_schedule_is_one_of_both() {
    assertThatThrownBy(() -> new Schedule(null, null, null))
        .hasMessage("a schedule needs 'cron' or 'every', e.g. {every: 30s}");
    assertThatThrownBy(() -> new Schedule("* * * * *", null, Duration.ofSeconds(1)))
        .hasMessage("every must not stand beside cron: a schedule is one of them");
    assertThatThrownBy(() -> new Schedule(null, BERLIN, Duration.ofSeconds(1)))
        .hasMessage("timezone is that of cron; 'every' knows none");
  }

  private static List<String> fires(Schedule schedule, String from, int count) {
    List<String> fires = new ArrayList<>();
    Instant now = Instant.parse(from);
    for (int i = 0; i < count; i++) {
      now = schedule.next(now, now);
      fires.add(now.toString());
    }
    return fires;
  }
}

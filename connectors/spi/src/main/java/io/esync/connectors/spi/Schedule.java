package io.esync.connectors.spi;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * When a source that polls does so: by a cron expression in a time zone, or in an interval.
 *
 * <pre>{@code
 * schedule: {cron: "0 6 * * MON-FRI", timezone: Europe/Berlin}
 * schedule: {every: 30s}
 * }</pre>
 *
 * <p>Where clocks are put forward, a fire that falls into the missing hour comes at its end; where
 * they are put back, a fire at named hours comes once, one of every hour or every few hours in both
 * of the doubled hours.
 *
 * @param cron null where {@code every} is given
 * @param timezone null for UTC
 * @param every null where {@code cron} is given
 */
public record Schedule(
    @Option(
            value =
                "When to poll, in the five fields of Unix cron: minute, hour, day of month, month,"
                    + " day of week.",
            optional = true,
            example = "\"*/5 * * * *\"")
        String cron,
    @Option(
            value = "Time zone that the cron expression is in; without it UTC.",
            optional = true,
            example = "Europe/Berlin")
        String timezone,
    @Option(
            value = "Time from the start of a poll to the next one's, instead of cron.",
            optional = true,
            example = "30s")
        Duration every)
    implements Serializable {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  public Schedule {
    if ((cron == null) == (every == null)) {
      throw new IllegalArgumentException(
          cron == null
              ? "a schedule needs 'cron' or 'every', e.g. {every: 30s}"
              : "every must not stand beside cron: a schedule is one of them");
    }
    if (cron == null && timezone != null) {
      throw new IllegalArgumentException("timezone is that of cron; 'every' knows none");
    }
    if (every != null && every.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("every must be at least 1ms, not " + every);
    }
    if (cron != null) {
      new CronTable(cron, zone(timezone));
    }
  }

  /** Fires as the expression says in the zone; null is UTC. */
  public static Schedule cron(String expression, String timezone) {
    return new Schedule(expression, timezone, null);
  }

  public static Schedule every(Duration interval) {
    return new Schedule(null, null, interval);
  }

  private static ZoneId zone(String timezone) {
    try {
      return timezone == null ? ZoneOffset.UTC : ZoneId.of(timezone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "timezone '" + timezone + "' is none; write one like Europe/Berlin or UTC", e);
    }
  }

  /**
   * The first fire after {@code now}. What was missed until then is not made up for.
   *
   * @param last the fire before, from which an interval is counted so that it keeps its beat
   */
  public Instant next(Instant last, Instant now) {
    if (cron != null) {
      return new CronTable(cron, zone(timezone)).after(now);
    }
    if (last.isAfter(now)) {
      Instant soonest = now.plus(every);
      return last.isBefore(soonest) ? last : soonest;
    }
    long passed = Duration.between(last, now).dividedBy(every);
    return last.plus(every.multipliedBy(passed + 1));
  }
}

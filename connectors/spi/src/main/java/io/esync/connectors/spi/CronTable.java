package io.esync.connectors.spi;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/** The fires of a cron expression, also where clocks are put forward and back. */
final class CronTable {
  private static final int FIELDS = 5;
  private static final String EXAMPLE = "e.g. '*/5 * * * *' for every five minutes";

  private final ZoneId zone;
  private final ExecutionTime times;

  /** Whether it fires every hour or every few hours, rather than at hours that it names. */
  private final boolean hourly;

  /**
   * @throws IllegalArgumentException for people, if the expression is none or never fires
   */
  CronTable(String expression, ZoneId zone) {
    this.zone = zone;
    String[] fields = expression.strip().split("\\s+", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(
          "cron takes five fields (minute, hour, day of month, month, day of week), here are %d in '%s'; %s"
              .formatted(fields.length, expression, EXAMPLE));
    }
    this.hourly = fields[1].startsWith("*");
    this.times = ExecutionTime.forCron(parse(expression));
    if (times.nextExecution(Instant.EPOCH.atZone(ZoneOffset.UTC)).isEmpty()) {
      throw new IllegalArgumentException(
          "cron '" + expression + "' names a day that never comes; " + EXAMPLE);
    }
  }

  private static Cron parse(String expression) {
    try {
      return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
          .parse(expression.strip())
          .validate();
    } catch (IllegalArgumentException e) {
      String reason =
          String.valueOf(e.getMessage()).replace("Failed to parse cron expression. ", "");
      throw new IllegalArgumentException(
          "cron '%s' is no cron expression: %s; %s".formatted(expression, reason, EXAMPLE), e);
    }
  }

  /** The first fire after {@code now}. */
  Instant after(Instant now) {
    return hourly
        ? next(now.atZone(zone)).toInstant()
        : byTheWallClock(now, now.atZone(zone).toLocalDateTime());
  }

  /** The library leaves out what falls into a gap, and repeats some hours of an overlap. */
  private Instant byTheWallClock(Instant now, LocalDateTime from) {
    LocalDateTime wall = from;
    while (true) {
      wall = next(wall.atZone(ZoneOffset.UTC)).toLocalDateTime();
      ZoneOffsetTransition transition = zone.getRules().getTransition(wall);
      Instant fire =
          transition != null && transition.isGap()
              ? transition.getInstant()
              : wall.atZone(zone).toInstant();
      if (fire.isAfter(now)) {
        return fire;
      }
    }
  }

  private ZonedDateTime next(ZonedDateTime after) {
    return times.nextExecution(after).orElseThrow();
  }
}

package io.esync.connectors.spi.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** What an answer says of when the next request may be made. */
final class RateHeaders {
  private static final List<String> PREFIXES =
      List.of("X-RateLimit-", "X-Rate-Limit-", "RateLimit-");

  /** Greater numbers are seconds since the epoch, lesser ones seconds from now. */
  private static final long LATEST_DELAY = 1_000_000_000;

  private RateHeaders() {}

  /**
   * Before when no request is to be made: what {@code Retry-After} says, in seconds or as a date,
   * or where no request is left the time at which there are some again; empty where it says
   * nothing.
   */
  static Optional<Instant> closedUntil(HttpReply reply, Instant now) {
    Optional<Instant> named = reply.header("Retry-After").flatMap(text -> retryAfter(text, now));
    return named.isPresent() ? named : reset(reply, now);
  }

  private static Optional<Instant> retryAfter(String text, Instant now) {
    Optional<Instant> delay = number(text).map(now::plusSeconds);
    if (delay.isPresent()) {
      return delay;
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty(); // neither of what the standard knows: our own backoff counts
    }
  }

  private static Optional<Instant> reset(HttpReply reply, Instant now) {
    for (String prefix : PREFIXES) {
      Optional<Long> left = reply.header(prefix + "Remaining").flatMap(RateHeaders::number);
      Optional<Long> reset = reply.header(prefix + "Reset").flatMap(RateHeaders::number);
      if (left.isPresent() && left.get() <= 0 && reset.isPresent()) {
        long number = reset.get();
        return Optional.of(
            number > LATEST_DELAY ? Instant.ofEpochSecond(number) : now.plusSeconds(number));
      }
    }
    return Optional.empty();
  }

  private static Optional<Long> number(String text) {
    String digits = text.strip();
    return digits.matches("\\d{1,12}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
  }
}

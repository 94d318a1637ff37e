package io.esync.connectors.spi.collection;

import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.HttpCall;
import io.esync.connectors.spi.http.HttpReply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * By what a server tells whether anything has changed since an answer that was all there is.
 *
 * @param address that was answered
 * @param header that a request is to bear
 */
public record Validator(Address address, String header, String value) {
  /** What was changed within this time before an answer may be changed again unseen. */
  private static final Duration COARSENESS = Duration.ofSeconds(2);

  /** What is longer is not worth a place in the job's state. */
  private static final int LONGEST = 1000;

  /** What an answer gives: its ETag, or the time of a last change that is some time ago. */
  static Optional<Validator> of(Address address, HttpReply reply) {
    return reply
        .header("ETag")
        .map(tag -> new Validator(address, "If-None-Match", tag))
        .or(() -> modified(address, reply))
        .filter(validator -> validator.value().length() <= LONGEST);
  }

  private static Optional<Validator> modified(Address address, HttpReply reply) {
    Optional<Instant> date = reply.header("Date").flatMap(Validator::time);
    Optional<String> modified = reply.header("Last-Modified");
    return modified
        .flatMap(Validator::time)
        .filter(time -> date.isPresent() && !time.plus(COARSENESS).isAfter(date.get()))
        .map(time -> new Validator(address, "If-Modified-Since", modified.get()));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty(); // as good as not said
    }
  }

  /** Asks for an answer only where it is another one. */
  HttpCall call() {
    return HttpCall.get(address).with(header, value);
  }
}

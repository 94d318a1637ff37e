package io.esync.connectors.testkit.http;

import java.time.Duration;

/** What a server does to one request instead of answering it well. */
public sealed interface Fault {
  /** Something else is answered; what was asked for is not done. */
  record Answers(Reply reply) implements Fault {}

  /** There is no answer at all, and the connection stays open. What was asked for is not done. */
  record Hangs() implements Fault {}

  /** The connection is reset. What was asked for is not done. */
  record Resets() implements Fault {}

  /** What was asked for is done, and the connection is reset before the answer. */
  record LosesTheAnswer() implements Fault {}

  /** The connection is reset in the middle of the answer's body. */
  record BreaksOff() implements Fault {}

  /** The answer is whole to HTTP, but its body is only the first half. */
  record Truncates() implements Fault {}

  /** The answer's body comes byte by byte. */
  record Drips(Duration pause) implements Fault {}

  /** Answers that status, with nothing to read. */
  static Fault status(int status) {
    return new Answers(Reply.of(status, ""));
  }
}

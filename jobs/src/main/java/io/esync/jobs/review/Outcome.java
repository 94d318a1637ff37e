package io.esync.jobs.review;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a decision.
 *
 * @param taken whether it was taken
 * @param text for people
 */
public record Outcome(boolean taken, String text) {

  /**
   * What {@code now} says of a decision on {@code before}; empty while it says nothing.
   *
   * @param decisionId of the decision
   */
  static Optional<Outcome> of(Review before, Review now, String decisionId) {
    if (decisionId.equals(now.decisionId())) {
      return Optional.of(new Outcome(true, now.status()));
    }
    if (before.pinned() && now.open()) {
      return Optional.of(new Outcome(true, now.status() + ": unpinned, and sources differ"));
    }
    boolean same = now.open() == before.open() && now.basis().equals(before.basis());
    if (same && Objects.equals(now.decisionId(), before.decisionId())) {
      return Optional.empty();
    }
    return Optional.of(
        new Outcome(
            false,
            "the review has changed meanwhile, so that the decision may not have been taken: it is "
                + now.status()
                + (now.open() ? ", look at it again" : "")));
  }

  static Outcome late(Duration patience) {
    return new Outcome(
        false,
        "the decision is written, but the review has not changed within "
            + patience.toSeconds()
            + "s. Does the pipeline run? Files show what it wrote after the next checkpoint. If it"
            + " was refused, the audit says so; if it could not be read, the dead-letter queue"
            + " does.");
  }
}

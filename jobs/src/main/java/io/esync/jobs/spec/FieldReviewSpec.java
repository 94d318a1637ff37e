package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import java.time.Duration;
import java.util.List;

/**
 * Which disagreements people are asked about, and what holds meanwhile.
 *
 * @param fields empty for manual-review, which means every field
 * @param when as {@link ReviewWhen} reads it
 * @param expires null where a review waits until it is decided
 */
public record FieldReviewSpec(
    @Option(
            value = "The fields under review; for manual-review every field is.",
            optional = true,
            example = "[email]")
        List<String> fields,
    @Option(
            value =
                "any-difference; concurrent-within and a duration; or an SQL expression of a"
                    + " stronger and a weaker candidate: winner, rival, winner_source,"
                    + " rival_source, winner_time and rival_time.",
            defaultValue = "any-difference",
            example = "concurrent-within 10m")
        String when,
    @Option(
            value =
                "While a review is open: provisional writes what the rule says, hold-field leaves"
                    + " the field as targets have it, hold-row the whole row.",
            defaultValue = "provisional")
        Pending pending,
    @Option(
            value =
                "How long after its latest candidate a review expires, by the time up to which all"
                    + " sources have been heard. Without it, it waits.",
            optional = true,
            example = "3d")
        Duration expires,
    @Option(
            value = "Rule of a field whose review has expired; latest if there is none.",
            optional = true,
            example = "latest")
        RuleSpec fallback) {

  /** What holds where the file says nothing. */
  public static final FieldReviewSpec DEFAULT =
      new FieldReviewSpec(List.of(), ReviewWhen.ANY_DIFFERENCE, Pending.PROVISIONAL, null, null);

  public FieldReviewSpec {
    MergeSpec.checkDuration("expires", expires);
    if (fallback != null && expires == null) {
      throw new IllegalArgumentException(
          "fallback is for reviews that expire: add expires: <duration>, or take it out");
    }
    MergeSpec.checkIsRule("fallback", fallback);
  }

  /** What targets are given while a review is open. */
  public enum Pending {
    PROVISIONAL,
    HOLD_FIELD,
    HOLD_ROW
  }
}

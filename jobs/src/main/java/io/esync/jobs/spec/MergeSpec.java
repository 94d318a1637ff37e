package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.Key;
import io.esync.jobs.spec.bind.OptionDeclaration;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the rival changes of an entity are merged.
 *
 * @param otherwise the rule of fields without one of their own
 * @param owner null for the first source of {@code from}
 * @param soft null for the default marks, and where deletes are not soft
 * @param review null where nobody is asked; for manual-review, where the defaults hold
 * @param retention null to remember deletes until all sources have passed them
 */
public record MergeSpec(
    @Option(
            value =
                "replicate: the one source is right, nothing is stored; last-write-wins: the latest"
                    + " change of any source; field-level: each field by its rule; manual-review:"
                    + " the same with every field under review. Must be given where there are"
                    + " several sources.",
            defaultValue = "replicate")
        Strategy strategy,
    @Option(
            value =
                "Ids of sources, the most trusted first: decides between changes of the same time.",
            optional = true,
            example = "[crm, billing]")
        List<String> priority,
    @Key("default")
        @Option(value = "Rule of fields that have none of their own.", defaultValue = "latest")
        RuleSpec otherwise,
    @Option(
            value = "The fields that have a rule of their own: its name, or a map.",
            optional = true,
            example = "{email: {rule: trusted, order: [crm, billing]}, city: {with: street}}")
        Map<String, RuleSpec> fields,
    @Option(
            value =
                "latest: a delete competes by its time and wins ties; owner-only: that of 'owner'"
                    + " counts; any-source: that of any; all-sources: gone once no source has it;"
                    + " soft: like latest, but the row stays and is marked.",
            defaultValue = "latest")
        Deletes deletes,
    @Option(
            value =
                "For owner-only: the source whose deletes count; the first of 'from' if there is"
                    + " none.",
            optional = true,
            example = "crm")
        String owner,
    @Option(value = "For soft: the fields that mark a deleted row.", optional = true) SoftSpec soft,
    @Option(
            value =
                "What brings a deleted row back: full-image, a later change with every field that"
                    + " its source has; any, every later change.",
            defaultValue = "full-image")
        Revive revive,
    @Option(value = "What people are asked about.", optional = true) FieldReviewSpec review,
    @Option(value = "How much older than its source has come a change may be.", defaultValue = "1h")
        Duration lateness,
    @Option(
            value =
                "The longest that a delete is remembered, even if a source has not come so far."
                    + " Without it, until all sources have passed it.",
            optional = true,
            example = "30d")
        Duration retention,
    @Option(
            value = "How far ahead of its reading the time of a change may lie.",
            defaultValue = "5m")
        Duration maxFutureSkew,
    @Option(
            value =
                "What happens to a change of a time further ahead: clamp gives it the time of its"
                    + " reading, reject sends it to the dead letters, accept takes it as it is.",
            defaultValue = "clamp")
        OnFutureSkew onFutureSkew) {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  public MergeSpec {
    checkIsRule("default", otherwise);
    if (owner != null && deletes != Deletes.OWNER_ONLY) {
      throw new IllegalArgumentException(
          "owner belongs to deletes: owner-only: add that, or take it out");
    }
    if (soft != null && deletes != Deletes.SOFT) {
      throw new IllegalArgumentException("soft belongs to deletes: soft: add that, or take it out");
    }
    checkDuration("lateness", lateness);
    checkDuration("retention", retention);
    checkDuration("max_future_skew", maxFutureSkew);
    if (retention != null && retention.compareTo(lateness) < 0) {
      throw new IllegalArgumentException(
          "retention must not be shorter than lateness, or changes that are in time would be late:"
              + " raise it, or lower lateness");
    }
  }

  /** The marks of rows that are deleted softly. */
  public SoftSpec softMarks() {
    return soft == null ? SoftSpec.DEFAULT : soft;
  }

  /** What people are asked about: under manual-review always something; null where nothing is. */
  public FieldReviewSpec fieldReview() {
    return review == null && strategy == Strategy.MANUAL_REVIEW ? FieldReviewSpec.DEFAULT : review;
  }

  static void checkDuration(String option, Duration duration) {
    if (duration != null && (duration.isNegative() || duration.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException(
          option + " must be from 0s to " + LONGEST.toDays() + "d, not " + duration);
    }
  }

  static void checkIsRule(String option, RuleSpec rule) {
    if (rule != null && rule.rule() == null) {
      throw new IllegalArgumentException(
          option + " must be a rule: only a field of its own goes with another");
    }
  }

  /** Who wins. */
  public enum Strategy {
    REPLICATE,
    LAST_WRITE_WINS,
    FIELD_LEVEL,
    MANUAL_REVIEW;

    /** As it stands in the file. */
    public String text() {
      return OptionDeclaration.textOf(this);
    }

    /** Whether fields have rules. */
    public boolean isByField() {
      return this == FIELD_LEVEL || this == MANUAL_REVIEW;
    }
  }

  /** What a delete does. */
  public enum Deletes {
    LATEST,
    OWNER_ONLY,
    ANY_SOURCE,
    ALL_SOURCES,
    SOFT
  }

  /** What brings a deleted row back. */
  public enum Revive {
    FULL_IMAGE,
    ANY
  }

  /** What happens to a change of a time too far ahead. */
  public enum OnFutureSkew {
    CLAMP,
    REJECT,
    ACCEPT
  }
}

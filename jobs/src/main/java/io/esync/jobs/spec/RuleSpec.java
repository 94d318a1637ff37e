package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.OptionDeclaration;
import io.esync.jobs.spec.bind.Shorthand;
import io.esync.jobs.spec.bind.SnakeCase;
import io.esync.operators.model.DataType;
import io.esync.operators.model.TypeKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a field is made out of what the sources say of it.
 *
 * @param rule null where the field goes {@code with} another
 * @param with null where there is a rule
 * @param order of {@code trusted}; else empty
 * @param unlessNewerBy of {@code trusted}; null where age does not matter
 * @param source of {@code owner}; else null
 * @param name of {@code custom}; else null
 */
@Shorthand("rule")
public record RuleSpec(
    @Option(
            value =
                "latest, earliest: by time; first_non_null: the latest that is not NULL; trusted:"
                    + " the first source of 'order' that has a value; owner: only 'source' writes"
                    + " the field; min, max, longest, most_frequent: by value; union: the elements"
                    + " of all; sum: of what each source has; custom: your own class, by 'name'.",
            optional = true,
            example = "trusted")
        Rule rule,
    @Option(
            value =
                "Instead of a rule: a field whose winning source provides this one too, so that"
                    + " what belongs together stays together.",
            optional = true,
            example = "street")
        String with,
    @Option(
            value = "For trusted: ids of sources, the most trusted first.",
            optional = true,
            example = "[crm, billing]")
        List<String> order,
    @Option(
            value =
                "For trusted: a value that is older than the newest of all by more does not count.",
            optional = true,
            example = "1h")
        Duration unlessNewerBy,
    @Option(value = "For owner: id of the source.", optional = true, example = "billing")
        String source,
    @Option(
            value = "For custom: the name that your class gives itself.",
            optional = true,
            example = "my_rule")
        String name) {

  public RuleSpec {
    if ((rule == null) == (with == null)) {
      throw new IllegalArgumentException(
          with == null
              ? "a rule is missing: write rule: <name>, or with: <field>"
              : "with takes the place of a rule: take one of them out");
    }
    belongs("order", order.isEmpty(), Rule.TRUSTED, rule);
    belongs("unless_newer_by", unlessNewerBy == null, Rule.TRUSTED, rule);
    belongs("source", source == null, Rule.OWNER, rule);
    belongs("name", name == null, Rule.CUSTOM, rule);
    needs(Rule.TRUSTED, rule, order.isEmpty(), "order: [<source>, …]");
    needs(Rule.OWNER, rule, source == null, "source: <source>");
    needs(Rule.CUSTOM, rule, name == null, "name: <name>");
    MergeSpec.checkDuration("unless_newer_by", unlessNewerBy);
  }

  private static void belongs(String option, boolean isLeftOut, Rule to, Rule rule) {
    if (!isLeftOut && rule != to) {
      throw new IllegalArgumentException(
          option
              + " belongs to rule: "
              + to.text()
              + ", not to "
              + (rule == null ? "with" : "rule: " + rule.text())
              + "; take it out");
    }
  }

  private static void needs(Rule needing, Rule rule, boolean isLeftOut, String option) {
    if (rule == needing && isLeftOut) {
      throw new IllegalArgumentException(
          "rule " + rule.text() + " needs more: write {rule: " + rule.text() + ", " + option + "}");
    }
  }

  /** The rules that there are. */
  @SnakeCase
  public enum Rule {
    LATEST,
    EARLIEST,
    TRUSTED,
    OWNER,
    MIN,
    MAX,
    LONGEST,
    MOST_FREQUENT,
    FIRST_NON_NULL,
    UNION,
    SUM,
    CUSTOM;

    /** As it stands in the file. */
    public String text() {
      return OptionDeclaration.textOf(this);
    }

    static Optional<Rule> ofText(String text) {
      return Arrays.stream(values()).filter(rule -> rule.text().equals(text)).findFirst();
    }

    /** Whether one source provides the value, so that another field can go with it. */
    boolean hasWinner() {
      return this != UNION && this != SUM && this != CUSTOM;
    }

    /** Whether it can be used for a field of {@code type}; a custom rule tells by itself. */
    boolean fits(DataType type) {
      return switch (this) {
        case MIN, MAX -> type.kind() != TypeKind.ARRAY && type.kind() != TypeKind.JSON;
        case LONGEST -> type.kind() == TypeKind.STRING;
        case UNION -> type.kind() == TypeKind.ARRAY;
        case SUM -> type.isNumeric();
        default -> true;
      };
    }

    /** What it fits, in words; empty for every type. */
    String fitting() {
      return switch (this) {
        case MIN, MAX -> "values that have an order: no array, no json";
        case LONGEST -> "string";
        case UNION -> "array<type>";
        case SUM -> "numbers";
        default -> "";
      };
    }
  }
}

package io.esync.operators.merge;

import io.esync.operators.merge.Deletion.Marks;
import io.esync.operators.merge.Deletion.Revive;
import io.esync.operators.merge.Deletion.Rule;
import io.esync.operators.merge.EntityPolicy.Grain;
import io.esync.operators.merge.PlainPolicy.PlainRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Random policies for the entity of {@link Histories}, and plain policies as the merge has them.
 */
public final class RandomPolicies {
  private static final List<String> ANY_TYPE =
      List.of("latest", "earliest", "trusted", "owner", "first_non_null", "most_frequent");
  private static final Map<String, List<String>> BY_FIELD =
      Map.of(
          "a", List.of("min", "max", "longest"),
          "b", List.of("longest"),
          "n", List.of("min", "max", "sum"),
          "m", List.of("min", "max"),
          "tags", List.of("union"));
  private static final List<String> DELETES =
      List.of("latest", "latest", "owner-only", "any-source", "all-sources", "soft");

  private RandomPolicies() {}

  /** Any policy: by rows or fields, all rules, all kinds of deletes. */
  public static PlainPolicy any(Random random) {
    String deletes = pick(DELETES, random);
    return any(random, deletes, random.nextBoolean());
  }

  static PlainPolicy any(Random random, String deletes, boolean anyRevives) {
    String owner = deletes.equals("owner-only") ? pick(Histories.SOURCES, random) : null;
    List<String> priority = some(random);
    if (random.nextInt(4) == 0) {
      return new PlainPolicy(
          false,
          priority,
          PlainRule.of("latest"),
          Map.of(),
          Map.of(),
          deletes,
          owner,
          anyRevives,
          required(random));
    }
    Map<String, PlainRule> rules = new HashMap<>();
    for (String field : BY_FIELD.keySet()) {
      List<String> names = new ArrayList<>(ANY_TYPE);
      names.addAll(BY_FIELD.get(field));
      if (random.nextInt(4) > 0) {
        rules.put(field, rule(pick(names, random), random));
      }
    }
    Map<String, String> follows =
        random.nextInt(3) == 0
            ? Map.of(pick(List.of("b", "late"), random), pick(List.of("a", "n", "tags"), random))
            : Map.of();
    follows.keySet().forEach(rules::remove);
    return new PlainPolicy(
        true,
        priority,
        rule(pick(ANY_TYPE, random), random),
        rules,
        follows,
        deletes,
        owner,
        anyRevives,
        required(random));
  }

  private static List<String> required(Random random) {
    return random.nextInt(4) == 0
        ? List.of(pick(List.of("a", "b", "n", "late"), random))
        : List.of();
  }

  /** Trust in all sources, in some order, unless another is newer by so many microseconds. */
  static PlainPolicy trusting(Random random, long unlessNewerBy) {
    List<String> order = new ArrayList<>(Histories.SOURCES);
    Collections.shuffle(order, random);
    PlainRule trusted = new PlainRule("trusted", order, unlessNewerBy);
    return new PlainPolicy(true, List.of(), trusted, Map.of(), Map.of(), "latest", null, true);
  }

  private static PlainRule rule(String name, Random random) {
    return switch (name) {
      case "trusted" -> new PlainRule(name, some(random), random.nextBoolean() ? null : 1L);
      case "owner" -> new PlainRule(name, List.of(pick(Histories.SOURCES, random)), null);
      default -> PlainRule.of(name);
    };
  }

  /** Some of the sources in some order. */
  private static List<String> some(Random random) {
    List<String> sources = new ArrayList<>(Histories.SOURCES);
    Collections.shuffle(sources, random);
    return sources.subList(0, random.nextInt(sources.size() + 1));
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  /** The policy as the merge has it. */
  public static EntityPolicy compile(PlainPolicy plain) {
    return compile(plain, null);
  }

  static EntityPolicy compile(PlainPolicy plain, ReviewPolicy review) {
    Map<String, FieldRule> rules = new HashMap<>();
    plain.rules().forEach((field, rule) -> rules.put(field, compile(rule)));
    return new EntityPolicy(
        plain.byField() ? "field-level" : "last-write-wins",
        plain.byField() ? Grain.FIELD : Grain.ROW,
        new CandidateOrder(plain.priority()),
        new FieldRules(compile(plain.otherwise()), rules, plain.follows()),
        deletion(plain),
        review,
        plain.required());
  }

  private static FieldRule compile(PlainRule rule) {
    return switch (rule.name()) {
      case "latest" -> new TimeRules.Latest();
      case "earliest" -> new TimeRules.Earliest();
      case "first_non_null" -> new TimeRules.FirstNonNull();
      case "trusted" -> new SourceRules.Trusted(rule.sources(), rule.unlessNewerBy());
      case "owner" -> new SourceRules.Owner(rule.sources().get(0));
      case "min" -> new ValueRules.Min();
      case "max" -> new ValueRules.Max();
      case "longest" -> new ValueRules.Longest();
      case "most_frequent" -> new ValueRules.MostFrequent();
      case "sum" -> new SetRules.Sum();
      case "union" -> new SetRules.Union();
      default -> throw new IllegalArgumentException(rule.name());
    };
  }

  private static Deletion deletion(PlainPolicy plain) {
    Rule rule = Rule.valueOf(plain.deletes().replace('-', '_').toUpperCase(Locale.ROOT));
    return new Deletion(
        rule,
        plain.owner(),
        plain.anyRevives() ? Revive.ANY : Revive.FULL_IMAGE,
        rule == Rule.SOFT ? new Marks("deleted", "deleted_at") : null);
  }
}

package io.esync.jobs.compile;

import io.esync.jobs.spec.MergeSpec;
import io.esync.jobs.spec.RuleSpec;
import io.esync.operators.merge.Custom;
import io.esync.operators.merge.FieldRule;
import io.esync.operators.merge.FieldRules;
import io.esync.operators.merge.SetRules;
import io.esync.operators.merge.SourceRules;
import io.esync.operators.merge.TimeRules;
import io.esync.operators.merge.ValueRules;
import java.util.HashMap;
import java.util.Map;

/** The rules of fields as the pipeline file has them, in the terms of the merge. */
final class Rules {
  private Rules() {}

  static FieldRules of(MergeSpec merge) {
    Map<String, FieldRule> rules = new HashMap<>();
    Map<String, String> follows = new HashMap<>();
    merge
        .fields()
        .forEach(
            (field, rule) -> {
              if (rule.with() == null) {
                rules.put(field, of(rule));
              } else {
                follows.put(field, rule.with());
              }
            });
    return new FieldRules(of(merge.otherwise()), rules, follows);
  }

  static FieldRule of(RuleSpec rule) {
    return switch (rule.rule()) {
      case LATEST -> new TimeRules.Latest();
      case EARLIEST -> new TimeRules.Earliest();
      case FIRST_NON_NULL -> new TimeRules.FirstNonNull();
      case TRUSTED -> new SourceRules.Trusted(rule.order(), Merges.micros(rule.unlessNewerBy()));
      case OWNER -> new SourceRules.Owner(rule.source());
      case MIN -> new ValueRules.Min();
      case MAX -> new ValueRules.Max();
      case LONGEST -> new ValueRules.Longest();
      case MOST_FREQUENT -> new ValueRules.MostFrequent();
      case UNION -> new SetRules.Union();
      case SUM -> new SetRules.Sum();
      case CUSTOM -> new Custom(rule.name());
    };
  }
}

package io.esync.jobs.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.jobs.spec.RuleSpec;
import io.esync.jobs.spec.RuleSpec.Rule;
import io.esync.operators.merge.CandidateOrder;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.FieldChoice;
import io.esync.operators.merge.Stamp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.SourceVersion;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RulesTest {
  /** A default rule meets fields that nobody declared, which no check of the file can know. */
  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      names = {"SUM", "UNION", "CUSTOM"})
  void a_rule_that_does_not_fit_a_field_leaves_it_to_the_latest_value(Rule rule) {
    RuleSpec spec =
        new RuleSpec(rule, null, List.of(), null, null, rule == Rule.CUSTOM ? "alphabet" : null);
    List<FieldCandidate> strongestFirst =
        List.of(candidate("crm", null, 3), candidate("erp", true, 2), candidate("web", false, 1));

    FieldChoice choice = Rules.of(spec).choose(strongestFirst, new CandidateOrder(List.of()));

    assertThat(choice.value()).isEqualTo(true);
    assertThat(choice.type()).isEqualTo(DataType.BOOLEAN);
  }

  private static FieldCandidate candidate(String source, Boolean value, long time) {
    Stamp stamp = new Stamp(new SourceVersion(0, 1, 0), time);
    return new FieldCandidate(source, DataType.BOOLEAN, value, stamp);
  }
}

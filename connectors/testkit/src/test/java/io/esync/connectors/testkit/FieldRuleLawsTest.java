package io.esync.connectors.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.operators.merge.Custom;
import io.esync.operators.merge.CustomRule;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.model.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FieldRuleLawsTest {
  private static final List<String> ADDRESSES = List.of("a@x.org", "b@mail.x.org", "nobody");

  @Test
  void a_rule_that_is_found_by_its_name_keeps_to_the_laws() {
    CustomRule rule = Custom.installed().get("longest_domain");

    assertThat(rule).isInstanceOf(LongestDomain.class);
    FieldRuleLaws.check(rule, DataType.STRING, ADDRESSES);
  }

  @Test
  void a_rule_that_counts_its_calls_is_caught() {
    int[] calls = new int[1];

    assertBreaks("asked", candidates -> "" + calls[0]++);
  }

  @Test
  void a_rule_that_remembers_what_it_was_asked_before_is_caught() {
    List<Object> seen = new ArrayList<>();

    assertBreaks(
        "it says",
        candidates -> {
          seen.add(candidates.get(0).value());
          return seen.size() < 2 ? null : seen.get(seen.size() - 2);
        });
  }

  @Test
  void a_rule_that_goes_by_the_identity_of_objects_is_caught() {
    assertBreaks("it says", candidates -> "" + System.identityHashCode(candidates));
  }

  @Test
  void a_rule_that_throws_where_all_is_null_is_caught() {
    assertBreaks("it throws", candidates -> candidates.get(0).value().toString());
  }

  @Test
  void a_value_of_another_type_is_caught() {
    assertBreaks("is no value of string", List::size);
  }

  @Test
  void a_rule_that_sorts_what_it_is_given_is_caught() {
    assertBreaks(
        "it throws",
        candidates -> {
          candidates.sort((left, right) -> left.source().compareTo(right.source()));
          return candidates.get(0).value();
        });
  }

  private static void assertBreaks(String message, Function<List<FieldCandidate>, Object> choice) {
    CustomRule rule =
        new CustomRule() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public boolean fits(DataType type) {
            return true;
          }

          @Override
          public Object choose(DataType type, List<FieldCandidate> candidates) {
            return choice.apply(candidates);
          }
        };

    assertThatThrownBy(() -> FieldRuleLaws.check(rule, DataType.STRING, ADDRESSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }
}

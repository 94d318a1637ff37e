package io.esync.operators.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("password", "port", "host", "slot_name");

  @ParameterizedTest
  @CsvSource({"pasword,password", "prot,port", "Host,host", "slotname,slot_name", "pot,port"})
  void a_mistyped_name_is_recognised(String mistyped, String meant) {
    assertThat(NearestName.hint(mistyped, KNOWN)).isEqualTo("did you mean '" + meant + "'?");
  }

  @Test
  void a_name_that_is_like_none_gets_the_list() {
    assertThat(NearestName.hint("compression", KNOWN))
        .isEqualTo("known: host, password, port, slot_name");
    assertThat(NearestName.hint("x", List.of())).isEqualTo("none is known here");
  }

  @ParameterizedTest
  @CsvSource({"abc,abc,0", "abc,ab,1", "ab,abc,1", "abc,axc,1", "abc,acb,1", "'',abc,3"})
  void distance_counts_single_slips_of_the_finger(String left, String right, int distance) {
    assertThat(NearestName.distance(left, right)).isEqualTo(distance);
  }
}

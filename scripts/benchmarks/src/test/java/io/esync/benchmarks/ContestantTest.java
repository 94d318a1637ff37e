package io.esync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestantTest {
  @Test
  void placeholdersAreFilledBesideReferencesOfThePipelineFile() {
    Contestant contestant =
        new Contestant("ESync", "", Contestant.Kind.ESYNC, "password: \"${file:{{file}}}\"");

    assertThat(contestant.configuration(Map.of("file", "/tmp/password")))
        .isEqualTo("password: \"${file:/tmp/password}\"");
  }

  @Test
  void aPlaceholderWithoutAValueIsRefused() {
    Contestant contestant = new Contestant("X", "", Contestant.Kind.FLINK_SQL, "'{{source.host}}'");

    assertThatThrownBy(() -> contestant.configuration(Map.of()))
        .hasMessage("X lacks {{source.host}}");
  }
}

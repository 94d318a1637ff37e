package io.esync.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.TargetException.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatesTest {
  @ParameterizedTest
  @ValueSource(strings = {"08006", "40001", "40P01", "53300", "55P03", "57P01", "57P03", "25006"})
  void what_passes_is_tried_again(String state) {
    assertThat(SqlStates.kind(state)).isEqualTo(Kind.TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"22001", "23505", "23514", "40002", "42804", "44000", "54000", "P0001"})
  void what_a_row_is_to_blame_for_is_refused(String state) {
    assertThat(SqlStates.kind(state)).isEqualTo(Kind.REFUSED);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "28P01", "3D000", "42501", "42601", "42703", "42P01", "XX000"})
  void what_a_person_has_to_mend_is_fatal(String state) {
    assertThat(SqlStates.kind(state)).isEqualTo(Kind.FATAL);
  }
}

package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StateSizeTest {
  private static final int STAMP = 30;

  @Test
  void a_fresh_source_costs_its_row_and_a_stamp() throws Exception {
    int one = StateSizes.bytes(StateSizes.fresh(1));

    assertThat(one).isLessThan(200);
    assertThat(StateSizes.bytes(StateSizes.fresh(5))).isLessThan(5 * one);
  }

  @Test
  void a_changed_column_costs_no_more_than_stamps() throws Exception {
    int fresh = StateSizes.bytes(StateSizes.fresh(1));

    assertThat(StateSizes.bytes(StateSizes.updated(1, 1))).isLessThan(fresh + 3 * STAMP);
  }

  @Test
  void of_what_was_deleted_only_a_stamp_is_kept() throws Exception {
    assertThat(StateSizes.bytes(StateSizes.deleted(1))).isLessThan(2 * STAMP);
  }
}

package io.esync.connectors.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledCheckpointsTest {
  private final List<Long> told = new ArrayList<>();
  private final SettledCheckpoints checkpoints = new SettledCheckpoints(told::add);

  @Test
  void a_checkpoint_is_told_of_at_the_second_tick_and_once() {
    checkpoints.completed(7);
    assertThat(told).isEmpty();

    checkpoints.tick();
    assertThat(told).isEmpty();

    checkpoints.tick();
    checkpoints.tick();
    assertThat(told).containsExactly(7L);
  }

  @Test
  void
      each_of_two_ticks_checkpoints_waits_its_own_time_and_the_later_of_one_tick_stands_for_both() {
    checkpoints.completed(1);
    checkpoints.tick();
    checkpoints.completed(2);
    checkpoints.completed(3);

    checkpoints.tick();
    assertThat(told).containsExactly(1L);

    checkpoints.tick();
    assertThat(told).containsExactly(1L, 3L);
  }
}

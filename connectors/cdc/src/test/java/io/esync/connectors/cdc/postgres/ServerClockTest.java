package io.esync.connectors.cdc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerClockTest {
  @Test
  void the_end_of_a_log_at_the_start_of_a_page_is_the_end_of_the_page_before() {
    assertThat(ServerClock.endOfLastRecord(8192 + 24, 8192)).isEqualTo(8192);
    assertThat(ServerClock.endOfLastRecord(16_777_216 + 40, 8192)).isEqualTo(16_777_216);
    assertThat(ServerClock.endOfLastRecord(8192 + 80, 8192)).isEqualTo(8192 + 80);
  }
}

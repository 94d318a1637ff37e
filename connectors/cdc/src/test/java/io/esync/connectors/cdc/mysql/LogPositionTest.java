package io.esync.connectors.cdc.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LogPositionTest {
  @Test
  void places_are_in_the_order_of_the_files_numbers_and_then_of_the_bytes() {
    List<LogPosition> ordered =
        List.of(
            LogPosition.parse("bin.log.000009:900"),
            LogPosition.parse("bin.log.000010:4"),
            LogPosition.parse("bin.log.000010:5000000000"),
            LogPosition.parse("bin.log.999999:7"),
            LogPosition.parse("bin.log.1000000:4"));

    assertThat(ordered).extracting(LogPosition::order).isSorted().doesNotHaveDuplicates();
    assertThat(ordered.stream().map(LogOffset::new).toList()).isSorted();
    assertThat(ordered).extracting(LogPosition::toString).first().isEqualTo("bin.log.000009:900");
    assertThat(new LogOffset(ordered.get(4)).isBefore(LogPosition.end().toOffset())).isTrue();
  }
}

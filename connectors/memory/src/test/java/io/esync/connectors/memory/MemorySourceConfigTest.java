package io.esync.connectors.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemorySourceConfigTest {
  @Test
  void a_mistake_in_the_configuration_names_the_item() {
    Map<String, DeclaredStream> streams =
        Map.of("customers", new DeclaredStream(List.of("id"), Map.of("id", "bigint")));
    List<String> changes = new ArrayList<>();
    changes.add("{\"stream\": \"customers\", \"after\": {\"id\": 1}}");
    changes.add("{\"stream\": \"orders\", \"after\": {\"id\": 1}}");

    assertThatThrownBy(() -> new MemorySourceConfig(streams, changes, null, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("changes: item 2: stream 'orders' is not declared");
  }

  @Test
  void a_line_promises_a_time_and_the_end_of_the_list_the_latest_one() {
    Map<String, DeclaredStream> streams =
        Map.of("customers", new DeclaredStream(List.of("id"), Map.of("id", "bigint")));
    List<String> lines =
        List.of(
            "{\"heartbeat\": \"1970-01-01T00:00:01Z\"}",
            "{\"stream\": \"customers\", \"after\": {\"id\": 1}, \"timestamp\": \"1970-01-01T00:00:03Z\"}",
            "{\"stream\": \"customers\", \"after\": {\"id\": 1}, \"timestamp\": \"1970-01-01T00:00:02Z\"}");
    List<SourceRecord> records = new MemorySourceConfig(streams, lines, null, true).records("crm");

    MemoryBuffer buffer = new InlineBuffer(records, true).get();

    assertThat(buffer.get(0)).isInstanceOf(Heartbeat.class);
    assertThat(buffer.get(0).origin().timestamp()).isEqualTo(1_000_000);
    assertThat(buffer.get(3)).isInstanceOf(Heartbeat.class);
    assertThat(buffer.get(3).origin().timestamp()).isEqualTo(3_000_000);
    assertThat(new InlineBuffer(records, false).get().get(3)).isNull();
  }
}

package io.esync.connectors.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.json.DeclaredStream;
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
}

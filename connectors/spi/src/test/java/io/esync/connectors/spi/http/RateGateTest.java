package io.esync.connectors.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class RateGateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final HttpCall CALL = HttpCall.get(Address.of("https://api.example.com/x"));

  private static Optional<Instant> closedUntil(String... headers) {
    Map<String, List<String>> map = new TreeMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
    }
    return RateHeaders.closedUntil(
        new HttpReply(429, HttpHeaders.of(map, (a, b) -> true), ""), NOW);
  }

  @Test
  void the_time_is_taken_from_what_servers_send() {
    assertThat(closedUntil("Retry-After", "120")).hasValue(NOW.plusSeconds(120));
    assertThat(closedUntil("Retry-After", "Thu, 01 Jan 2026 00:05:00 GMT"))
        .hasValue(NOW.plusSeconds(300));
    assertThat(closedUntil("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1767226200"))
        .hasValue(NOW.plusSeconds(600));
    assertThat(closedUntil("RateLimit-Remaining", "0", "RateLimit-Reset", "30"))
        .hasValue(NOW.plusSeconds(30));
    assertThat(
            closedUntil(
                "Retry-After", "1", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "30"))
        .hasValue(NOW.plusSeconds(1));
  }

  @Test
  void nothing_is_taken_from_what_says_nothing() {
    assertThat(closedUntil()).isEmpty();
    assertThat(closedUntil("Retry-After", "soon")).isEmpty();
    assertThat(closedUntil("X-RateLimit-Remaining", "7", "X-RateLimit-Reset", "30")).isEmpty();
    assertThat(closedUntil("X-RateLimit-Remaining", "0")).isEmpty();
  }

  @Test
  void a_gate_opens_at_the_latest_time_that_was_named() throws Exception {
    List<Instant> clock = new ArrayList<>(List.of(NOW));
    RateGate gate = new RateGate(null, Duration.ofSeconds(5), () -> clock.get(0));
    gate.close(NOW.plusSeconds(60));
    gate.close(NOW.plusSeconds(10));

    assertThat(gate.untilOpen()).isEqualTo(Duration.ofSeconds(60));
    assertThatThrownBy(() -> gate.pass(CALL))
        .isInstanceOf(HttpFailure.class)
        .hasMessageContaining("60 s");
    clock.set(0, NOW.plusSeconds(60));
    gate.pass(CALL);
  }

  @Test
  void how_long_requests_waited_for_the_server_is_counted() throws Exception {
    List<Instant> clock = new ArrayList<>(List.of(NOW, NOW.plusMillis(30)));
    RateGate gate =
        new RateGate(
            null, Duration.ofSeconds(5), () -> clock.size() > 1 ? clock.remove(0) : clock.get(0));
    gate.close(NOW.plusMillis(30));
    assertThat(gate.waitedMillis()).isZero();

    gate.pass(CALL);

    assertThat(gate.waitedMillis()).isGreaterThanOrEqualTo(30);
  }
}

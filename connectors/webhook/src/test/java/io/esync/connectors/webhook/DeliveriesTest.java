package io.esync.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void versions_rise_also_where_the_clock_does_not() {
    Deliveries deliveries = deliveries(10, WebhookSplit.empty());

    long first = deliveries.note(DeliveryId.of("a"), NOW);
    long second = deliveries.note(DeliveryId.of("b"), NOW);
    long earlier = deliveries.note(DeliveryId.of("c"), NOW.minusSeconds(60));
    long later = deliveries.note(DeliveryId.of("d"), NOW.plusSeconds(60));

    assertThat(first).isEqualTo(NOW.getEpochSecond() * 1_000_000);
    assertThat(second).isGreaterThan(first);
    assertThat(earlier).isGreaterThan(second);
    assertThat(later).isEqualTo(first + 60_000_000);
  }

  @Test
  void only_the_latest_are_remembered() {
    Deliveries deliveries = deliveries(2, WebhookSplit.empty());

    for (String id : new String[] {"a", "b", "c"}) {
      deliveries.note(DeliveryId.of(id), NOW);
    }

    assertThat(deliveries.version(DeliveryId.of("a"))).isNull();
    assertThat(deliveries.version(DeliveryId.of("b"))).isNotNull();
    assertThat(deliveries.version(DeliveryId.of("c"))).isNotNull();
    assertThat(deliveries.size()).isEqualTo(2);
  }

  @Test
  void what_is_old_is_forgotten_also_where_nothing_comes() {
    Deliveries deliveries = deliveries(10, WebhookSplit.empty());
    deliveries.note(DeliveryId.of("a"), NOW);
    deliveries.note(DeliveryId.of("b"), NOW.plus(Duration.ofMinutes(30)));

    deliveries.saved(NOW.plus(Duration.ofMinutes(61)));

    assertThat(deliveries.version(DeliveryId.of("a"))).isNull();
    assertThat(deliveries.version(DeliveryId.of("b"))).isNotNull();
  }

  @Test
  void what_is_saved_comes_back_in_its_order() throws IOException {
    Deliveries deliveries = deliveries(10, WebhookSplit.empty());
    deliveries.note(DeliveryId.of("a"), NOW);
    long last = deliveries.note(DeliveryId.of("b"), NOW);
    WebhookSplit.Serializer serializer = new WebhookSplit.Serializer();

    WebhookSplit saved =
        serializer.deserialize(
            serializer.getVersion(), serializer.serialize(deliveries.saved(NOW)));
    Deliveries restored = deliveries(2, saved);

    assertThat(restored.version(DeliveryId.of("b"))).isEqualTo(last);
    assertThat(restored.note(DeliveryId.of("c"), Instant.EPOCH)).isGreaterThan(last);
    assertThat(restored.version(DeliveryId.of("a"))).isNull();
  }

  private static Deliveries deliveries(int most, WebhookSplit saved) {
    return new Deliveries(new RememberOptions(most, Duration.ofHours(1)), saved);
  }
}

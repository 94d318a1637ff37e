package io.esync.connectors.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The deliveries of the last time, each with its version: a number that rises from one to the next,
 * and is about the time in microseconds at which it came. Bounded by number and age.
 */
final class Deliveries {
  private final RememberOptions options;
  private final Map<DeliveryId, Long> versions;
  private long last;

  Deliveries(RememberOptions options, WebhookSplit saved) {
    this.options = options;
    this.versions = new LinkedHashMap<>(saved.versions());
    this.last = saved.last();
  }

  /** The version of a delivery that came before; null where none is known. */
  Long version(DeliveryId id) {
    return versions.get(id);
  }

  /** Notes a new delivery and gives it its version: higher than all others, also after a crash. */
  long note(DeliveryId id, Instant now) {
    last = Math.max(last + 1, micros(now));
    versions.put(id, last);
    forget(last);
    return last;
  }

  /** The highest version so far. */
  long last() {
    return last;
  }

  /** How many are remembered. */
  int size() {
    return versions.size();
  }

  WebhookSplit saved(Instant now) {
    forget(micros(now));
    return new WebhookSplit(last, versions);
  }

  private void forget(long now) {
    long oldest = now - options.age().toNanos() / 1000;
    Iterator<Long> eldest = versions.values().iterator();
    while (eldest.hasNext()) {
      long version = eldest.next();
      if (versions.size() <= options.deliveries() && version >= oldest) {
        return;
      }
      eldest.remove();
    }
  }

  private static long micros(Instant instant) {
    return Duration.between(Instant.EPOCH, instant).toNanos() / 1000;
  }
}

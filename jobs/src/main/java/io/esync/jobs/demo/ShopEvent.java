package io.esync.jobs.demo;

import java.time.Instant;

/** A message of the topic {@code customer-events}: a customer used the shop. */
record ShopEvent(long customerId, Instant seenAt, boolean newsletter) {

  /** The message's value. */
  String json() {
    return "{\"customer_id\":%d,\"seen_at\":\"%s\",\"newsletter\":%s}"
        .formatted(customerId, seenAt, newsletter);
  }
}

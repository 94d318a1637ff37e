package io.esync.connectors.webhook;

import java.nio.ByteBuffer;

/** What a delivery is known by: 128 bits of the digest of its id. */
record DeliveryId(long high, long low) {
  static DeliveryId of(String id) {
    return of(Sha256.of(id));
  }

  /** Stands for the id of what has none because it cannot be read. */
  static DeliveryId ofContent(byte[] body) {
    return of(Sha256.of(Sha256.of(body)));
  }

  private static DeliveryId of(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new DeliveryId(bytes.getLong(), bytes.getLong());
  }
}

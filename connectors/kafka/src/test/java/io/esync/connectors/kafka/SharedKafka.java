package io.esync.connectors.kafka;

import io.esync.connectors.testkit.KafkaServer;

/** The one broker that all tests of the module share. */
public final class SharedKafka {
  private static KafkaServer server;

  private SharedKafka() {}

  /** The broker; started at first, and stopped with this JVM. */
  public static synchronized KafkaServer get() {
    if (server == null) {
      server = KafkaServer.builder().withCertificate().start();
    }
    return server;
  }
}

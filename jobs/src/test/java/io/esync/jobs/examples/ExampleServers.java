package io.esync.jobs.examples;

import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.PostgresServer;

/** The servers of all examples, each started when it is first asked for. */
final class ExampleServers implements AutoCloseable {
  private PostgresServer postgres;
  private KafkaServer kafka;

  synchronized PostgresServer postgres() {
    if (postgres == null) {
      postgres = PostgresServer.start();
    }
    return postgres;
  }

  synchronized KafkaServer kafka() {
    if (kafka == null) {
      kafka = KafkaServer.start();
    }
    return kafka;
  }

  @Override
  public synchronized void close() {
    if (kafka != null) {
      kafka.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}

package io.esync.jobs.examples;

import io.esync.connectors.testkit.PostgresServer;

/** The servers of all examples, each started when it is first asked for. */
final class ExampleServers implements AutoCloseable {
  private PostgresServer postgres;

  synchronized PostgresServer postgres() {
    if (postgres == null) {
      postgres = PostgresServer.start();
    }
    return postgres;
  }

  @Override
  public synchronized void close() {
    if (postgres != null) {
      postgres.close();
    }
  }
}

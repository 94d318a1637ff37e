package io.esync.jobs.examples;

import io.esync.connectors.testkit.FlinkPlugins;
import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.S3Server;
import java.util.ArrayDeque;
import java.util.Deque;

/** The servers of all examples, each started when it is first asked for. */
final class ExampleServers implements AutoCloseable {
  /** The user of all examples, who may do everything. */
  static final String USER = "esync";

  static final String PASSWORD = "geheim";

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private PostgresServer postgres;
  private MariaDbServer mysql;
  private KafkaServer kafka;
  private S3Server s3;

  PostgresServer postgres() {
    if (postgres == null) {
      postgres = closing(PostgresServer.start());
      postgres.execute(
          "postgres", "CREATE ROLE " + USER + " SUPERUSER LOGIN PASSWORD '" + PASSWORD + "'");
    }
    return postgres;
  }

  /** MariaDB: it runs wherever the tests do. */
  MariaDbServer mysql() {
    if (mysql == null) {
      mysql = closing(MariaDbServer.start());
      mysql.execute(
          "mysql",
          "CREATE USER " + USER + " IDENTIFIED BY '" + PASSWORD + "'",
          "GRANT ALL ON *.* TO " + USER);
    }
    return mysql;
  }

  KafkaServer kafka() {
    if (kafka == null) {
      kafka = closing(KafkaServer.start());
    }
    return kafka;
  }

  /** The server that {@code s3://} means in this JVM. */
  S3Server s3() {
    if (s3 == null) {
      s3 = closing(S3Server.start());
      FlinkPlugins.useFileSystems(s3.flinkOptions());
    }
    return s3;
  }

  private <S extends AutoCloseable> S closing(S server) {
    started.push(server);
    return server;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a server does not stop", e);
      }
    }
  }
}

package io.esync.benchmarks;

import io.esync.connectors.testkit.KafkaServer;
import io.esync.connectors.testkit.MariaDbServer;
import io.esync.connectors.testkit.MySqlFamilyServer;
import io.esync.connectors.testkit.MySqlServer;
import io.esync.connectors.testkit.PostgresServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The real servers that cases read from and write to, each started when it is first asked for. The
 * settings are those of the testkit, but for memory of PostgreSQL and times of commits.
 */
public final class Servers implements AutoCloseable {
  private final Consumer<String> progress;
  private PostgresServer source;
  private PostgresServer target;
  private MySqlFamilyServer mySql;
  private KafkaServer kafka;

  Servers(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Is given a line for each step that takes long. */
  public void say(String line) {
    progress.accept(line);
  }

  /** The PostgreSQL that is read from. */
  public PostgresServer source() {
    if (source == null) {
      source = postgres();
    }
    return source;
  }

  /** The PostgreSQL that is written to: another one, so that each can be measured. */
  public PostgresServer target() {
    if (target == null) {
      target = postgres();
    }
    return target;
  }

  private static PostgresServer postgres() {
    return PostgresServer.builder()
        .setting("shared_buffers", "256MB")
        .setting("max_wal_size", "4GB")
        .setting("track_commit_timestamp", "on")
        .start();
  }

  /** MySQL, or MariaDB where this machine lacks a library that MySQL needs. */
  public MySqlFamilyServer mySql() {
    if (mySql == null) {
      if (MySqlServer.isSupported()) {
        mySql = MySqlServer.builder().setting("innodb_buffer_pool_size", "256M").start();
      } else {
        say("MySQL needs libaio.so.1, which is not here: MariaDB takes its place.");
        mySql = MariaDbServer.builder().setting("innodb_buffer_pool_size", "256M").start();
      }
    }
    return mySql;
  }

  public KafkaServer kafka() {
    if (kafka == null) {
      kafka = KafkaServer.start();
    }
    return kafka;
  }

  /** Ids of the servers' processes by the name to report. */
  Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    if (source != null) {
      processes.put("source", source.processId());
    }
    if (mySql != null) {
      processes.put(mySql instanceof MariaDbServer ? "MariaDB" : "MySQL", mySql.processId());
    }
    if (target != null) {
      processes.put("target", target.processId());
    }
    if (kafka != null) {
      processes.put("Kafka", kafka.processId());
    }
    return processes;
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
    if (target != null) {
      target.close();
    }
    if (mySql != null) {
      mySql.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }
}

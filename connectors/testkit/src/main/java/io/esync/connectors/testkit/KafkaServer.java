package io.esync.connectors.testkit;

import io.esync.connectors.testkit.KafkaListeners.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka 3.9 of one broker that is its own KRaft controller, see {@link LocalServer} for what
 * survives. Topics are not created by themselves. {@link #bootstrapServers} takes everybody, {@link
 * #saslBootstrapServers} asks for a password (PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512); {@link
 * Builder#withCertificate} adds two listeners with TLS.
 *
 * <p>Who uses it declares {@code org.apache.kafka:kafka_2.13}.
 */
public final class KafkaServer extends LocalServer {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  // A killed broker is let in again once its session is over, so that is short. Internal topics
  // have one partition each: creating and recovering fifty takes longer than all the rest. Tests
  // choose the times of messages, so none may expire by it.
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("broker.heartbeat.interval.ms", "200"),
          Map.entry("broker.session.timeout.ms", "1500"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("initial.broker.registration.timeout.ms", "30000"),
          Map.entry("log.message.timestamp.after.max.ms", "9223372036854775807"),
          Map.entry("log.retention.ms", "-1"),
          Map.entry("offsets.topic.num.partitions", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "1"),
          Map.entry("transaction.state.log.replication.factor", "1"));

  private final BrokerCertificate certificate;
  private final KafkaListeners listeners;
  private final Map<String, String> settings;

  private KafkaServer(
      ServerHome home, int port, BrokerCertificate certificate, Map<String, String> settings) {
    super(home, port);
    this.certificate = certificate;
    this.listeners = new KafkaListeners(host(), port, certificate);
    this.settings = settings;
  }

  /** Starts an empty broker in a temporary directory, on free ports. */
  public static KafkaServer start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The address for clients without a password. */
  public String bootstrapServers() {
    return listeners.address(Listener.PLAINTEXT);
  }

  /** The address for clients of {@link #user} by {@code SASL_PLAINTEXT}. */
  public String saslBootstrapServers() {
    return listeners.address(Listener.SASL_PLAINTEXT);
  }

  /** The address for clients that trust {@link #certificate} and show it, by {@code SSL}. */
  public String tlsBootstrapServers() {
    return listeners.address(Listener.SSL);
  }

  /** The address for clients of {@link #user} that trust {@link #certificate}. */
  public String saslTlsBootstrapServers() {
    return listeners.address(Listener.SASL_SSL);
  }

  public String user() {
    return KafkaListeners.USER;
  }

  public String password() {
    return KafkaListeners.PASSWORD;
  }

  /** What the broker shows to clients by TLS; null without {@link Builder#withCertificate}. */
  public BrokerCertificate certificate() {
    return certificate;
  }

  /** A client for administration; the caller closes it. */
  public Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
            "20"));
  }

  /** A topic of this broker, which may not exist yet. */
  public KafkaTopic topic(String name) {
    return new KafkaTopic(this, name);
  }

  @Override
  void initialize() throws IOException {
    Files.createDirectories(data());
    if (certificate != null) {
      certificate.create(host(), home().log());
    }
  }

  @Override
  List<String> command() {
    // The broker needs what this JVM has on its class path, and not much of a compiler.
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        "-Xmx384m",
        "-Dlog4j2.level=WARN",
        "-cp",
        System.getProperty("java.class.path"),
        KafkaBroker.class.getName(),
        writeConfiguration().toString());
  }

  @Override
  String stopSignal() {
    return "KILL";
  }

  @Override
  Exception refusal() {
    try (Admin admin = admin()) {
      boolean serving =
          !admin
              .describeCluster()
              .nodes()
              .get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .isEmpty();
      return serving ? null : new IllegalStateException("no broker serves yet");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker starts", e);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      return e;
    }
  }

  private Path writeConfiguration() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller", "node.id", "1", "log.dirs", data().toString()));
    properties.putAll(listeners.settings());
    properties.putAll(settings);
    Path file = home().directory().resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return file;
  }

  /** What differs from an empty broker in a temporary directory on a free port. */
  public static final class Builder extends ServerBuilder<KafkaServer, Builder> {
    private boolean certified;

    private Builder() {
      super("kafka", SETTINGS);
    }

    /** Makes a certificate, and adds listeners with TLS; takes a second. */
    public Builder withCertificate() {
      certified = true;
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    KafkaServer create(ServerHome home, int onPort, Map<String, String> withSettings) {
      BrokerCertificate certificate = certified ? BrokerCertificate.in(home.directory()) : null;
      return new KafkaServer(home, onPort, certificate, withSettings);
    }
  }
}

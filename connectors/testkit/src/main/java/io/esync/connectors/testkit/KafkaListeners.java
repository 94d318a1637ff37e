package io.esync.connectors.testkit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ways into a broker, each on a port of its own, and who is let in. */
final class KafkaListeners {
  static final String USER = "esync";
  static final String PASSWORD = "kafka-password";

  /** The user as Kafka's storage tool is told of it. */
  static final String SCRAM_USER = "[name=" + USER + ",password=" + PASSWORD + "]";

  private static final String MODULES = "org.apache.kafka.common.security.";

  /** One way in; it is named like the protocol that is spoken there. */
  enum Listener {
    PLAINTEXT,
    SASL_PLAINTEXT,
    SSL,
    SASL_SSL;

    private boolean hasCertificate() {
      return this == SSL || this == SASL_SSL;
    }

    private boolean hasPassword() {
      return this == SASL_PLAINTEXT || this == SASL_SSL;
    }
  }

  private final String host;
  private final int controllerPort = ServerPort.free();
  private final Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
  private final BrokerCertificate certificate;

  /**
   * The listeners of a broker.
   *
   * @param certificate null where there are none with TLS
   */
  KafkaListeners(String host, int port, BrokerCertificate certificate) {
    this.host = host;
    this.certificate = certificate;
    for (Listener listener : Listener.values()) {
      if (certificate != null || !listener.hasCertificate()) {
        ports.put(listener, listener == Listener.PLAINTEXT ? port : ServerPort.free());
      }
    }
  }

  String address(Listener listener) {
    Integer port = ports.get(listener);
    if (port == null) {
      throw new IllegalStateException("the broker was started without a certificate");
    }
    return host + ":" + port;
  }

  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> addresses =
        new ArrayList<>(List.of("CONTROLLER://" + host + ":" + controllerPort));
    List<String> protocols = new ArrayList<>(List.of("CONTROLLER:PLAINTEXT"));
    for (Listener listener : ports.keySet()) {
      addresses.add(listener + "://" + address(listener));
      protocols.add(listener + ":" + listener);
      if (listener.hasPassword()) {
        addPasswords(listener, settings);
      }
    }
    settings.put("listeners", String.join(",", addresses));
    settings.put("listener.security.protocol.map", String.join(",", protocols));
    settings.put("controller.quorum.voters", "1@" + host + ":" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", Listener.PLAINTEXT.name());
    settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
    if (certificate != null) {
      addCertificate(settings);
    }
    return settings;
  }

  private static void addPasswords(Listener listener, Map<String, String> settings) {
    String prefix = "listener.name." + listener.name().toLowerCase(Locale.ROOT) + ".";
    settings.put(
        prefix + "plain.sasl.jaas.config",
        MODULES + "plain.PlainLoginModule required user_" + USER + "=\"" + PASSWORD + "\";");
    for (String mechanism : List.of("scram-sha-256", "scram-sha-512")) {
      settings.put(
          prefix + mechanism + ".sasl.jaas.config", MODULES + "scram.ScramLoginModule required;");
    }
  }

  /** Who connects by SSL shows a certificate; who shows a password needs none. */
  private void addCertificate(Map<String, String> settings) {
    settings.put("listener.name.ssl.ssl.client.auth", "required");
    settings.put("ssl.keystore.location", certificate.keyStore().toString());
    settings.put("ssl.keystore.password", certificate.password());
    settings.put("ssl.key.password", certificate.password());
    settings.put("ssl.truststore.location", certificate.trustStore().toString());
    settings.put("ssl.truststore.password", certificate.password());
  }
}

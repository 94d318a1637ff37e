package io.esync.connectors.kafka.client;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import java.io.Serializable;
import java.util.Locale;
import java.util.Properties;

/** How a client shows who it is, e.g. {@code {username: esync, password: "${env:KAFKA}"}}. */
public record KafkaSecurity(
    @Option(
            value = "How the connection is kept: plaintext, ssl, sasl-plaintext or sasl-ssl.",
            defaultValue = "sasl-ssl")
        Protocol protocol,
    @Option(
            value = "How the password is shown: plain, scram-sha-256 or scram-sha-512.",
            defaultValue = "plain")
        Mechanism mechanism,
    @Option(value = "User, where the protocol is SASL.", optional = true, example = "esync")
        String username,
    @Option(
            value = "Password of the user; a reference to a secret.",
            optional = true,
            example = "${env:KAFKA_PASSWORD}")
        Secret password,
    @Option(
            value = "Password of the file that 'ssl.truststore.location' of properties names.",
            optional = true)
        Secret truststorePassword,
    @Option(
            value =
                "Password of the file that 'ssl.keystore.location' of properties names, and of the"
                    + " key in it.",
            optional = true)
        Secret keystorePassword)
    implements Serializable {
  /** How the connection is kept. */
  public enum Protocol {
    PLAINTEXT,
    SSL,
    SASL_PLAINTEXT,
    SASL_SSL;

    private boolean isSasl() {
      return this == SASL_PLAINTEXT || this == SASL_SSL;
    }
  }

  /** How the password is shown. */
  public enum Mechanism {
    PLAIN("org.apache.kafka.common.security.plain.PlainLoginModule"),
    SCRAM_SHA_256("org.apache.kafka.common.security.scram.ScramLoginModule"),
    SCRAM_SHA_512("org.apache.kafka.common.security.scram.ScramLoginModule");

    private final String module;

    Mechanism(String module) {
      this.module = module;
    }
  }

  public KafkaSecurity {
    if (protocol.isSasl() && (username == null || password == null)) {
      throw new IllegalArgumentException(
          "security: protocol "
              + protocol.name().toLowerCase(Locale.ROOT).replace('_', '-')
              + " needs username and password");
    }
  }

  void addTo(Properties properties) {
    properties.setProperty("security.protocol", protocol.name());
    if (protocol.isSasl()) {
      properties.setProperty("sasl.mechanism", mechanism.name().replace('_', '-'));
      properties.setProperty(
          "sasl.jaas.config",
          "%s required username=\"%s\" password=\"%s\";"
              .formatted(mechanism.module, escaped(username), escaped(password.reveal())));
    }
    if (truststorePassword != null) {
      properties.setProperty("ssl.truststore.password", truststorePassword.reveal());
    }
    if (keystorePassword != null) {
      properties.setProperty("ssl.keystore.password", keystorePassword.reveal());
      properties.setProperty("ssl.key.password", keystorePassword.reveal());
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}

package io.esync.connectors.kafka.client;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * How to reach a Kafka cluster.
 *
 * @param bootstrapServers addresses of brokers, {@code host:port}, joined by commas
 * @param properties what else Kafka's clients are told
 * @param security null where anybody may connect
 */
public record KafkaAccess(
    String bootstrapServers, Map<String, String> properties, KafkaSecurity security)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final List<String> SECRET_NAMES = List.of("password", "jaas", "secret");
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 15_000;

  public KafkaAccess {
    properties = properties == null ? Map.of() : Map.copyOf(properties);
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException(
          "bootstrap_servers is empty; name brokers, e.g. localhost:9092");
    }
    properties.keySet().forEach(KafkaAccess::refuseSecret);
  }

  private static void refuseSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (SECRET_NAMES.stream().anyMatch(lower::contains) || lower.endsWith(".key")) {
      throw new IllegalArgumentException(
          "properties: '%s' is a secret, which would be shown; use the options of security"
              .formatted(name));
    }
  }

  /**
   * What clients are told, secrets included: to be handed to them and to nothing else.
   *
   * @param presumed what holds unless the pipeline file says otherwise
   */
  public Properties clientProperties(Map<String, String> presumed) {
    Properties result = new Properties();
    result.putAll(presumed);
    result.putAll(properties);
    result.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    if (security != null) {
      security.addTo(result);
    }
    return result;
  }

  /** A client for administration, which gives up after some seconds; the caller closes it. */
  public Admin admin() {
    Properties settings =
        clientProperties(
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "" + CONNECT_MILLIS,
                AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "" + CONNECT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "" + ANSWER_MILLIS));
    return Admin.create(settings);
  }

  @Override
  public String toString() {
    return "Kafka at " + bootstrapServers;
  }
}

package io.esync.connectors.kafka.client;

import io.esync.connectors.spi.CheckFailure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a check asks a cluster, with answers in words for people. */
public final class Questions implements AutoCloseable {
  private final KafkaAccess access;
  private final Admin admin;

  private Questions(KafkaAccess access, Admin admin) {
    this.access = access;
    this.admin = admin;
  }

  /** A connection that is made when the first question is asked; the caller closes it. */
  public static Questions to(KafkaAccess access) throws CheckFailedException {
    try {
      return new Questions(access, access.admin());
    } catch (KafkaException e) {
      throw new CheckFailedException(
          "the Kafka client does not take its settings: " + settingsReason(e),
          "Correct bootstrap_servers, properties or security.");
    }
  }

  /** What keeps a check from going on. */
  public static final class CheckFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient CheckFailure failure;

    CheckFailedException(String problem, String remedy) {
      super(problem);
      this.failure = new CheckFailure(problem, remedy);
    }

    public CheckFailure failure() {
      return failure;
    }
  }

  /** Sees whether the cluster answers. */
  public void connect() throws CheckFailedException {
    try {
      answer(admin.describeCluster().nodes());
    } catch (ExecutionException e) {
      throw unreachable(e.getCause());
    }
  }

  private CheckFailedException unreachable(Throwable cause) {
    if (cause instanceof SslAuthenticationException) {
      return new CheckFailedException(
          access + " and this client do not come to terms by TLS: " + reason(cause),
          "Name who has signed its certificate in 'ssl.truststore.location' of properties and,"
              + " where it asks for one, the client's own in 'ssl.keystore.location'.");
    }
    if (cause instanceof AuthenticationException) {
      return new CheckFailedException(
          access + " does not let the user in: " + cause.getMessage(),
          "Correct username, password, mechanism and protocol of security.");
    }
    return new CheckFailedException(
        access + " does not answer: " + reason(cause),
        "Correct bootstrap_servers, see that a broker listens there, and that 'security' is what"
            + " it expects.");
  }

  /** What is known of the topics, by name; those that do not exist are left out. */
  public Map<String, TopicDescription> topics(Collection<String> names)
      throws CheckFailedException {
    Map<String, TopicDescription> found = new TreeMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        found.put(topic.getKey(), answer(topic.getValue()));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AuthorizationException) {
          throw new CheckFailedException(
              "topic '" + topic.getKey() + "' may not be described",
              "Allow the user DESCRIBE on it.");
        } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw unreachable(e.getCause());
        }
      }
    }
    return found;
  }

  /** The names of all topics. */
  public Set<String> topicNames() throws CheckFailedException {
    try {
      return answer(admin.listTopics().names());
    } catch (ExecutionException e) {
      throw unreachable(e.getCause());
    }
  }

  /** Why the user may not read as consumer group {@code name}; empty if he may. */
  public Optional<CheckFailure> groupRefusal(String name) {
    try {
      answer(admin.describeConsumerGroups(List.of(name)).describedGroups().get(name));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Optional.of(
            new CheckFailure(
                "the user may not use the consumer group '" + name + "'",
                "Allow it READ on the group, or name another one in group_id."));
      }
    }
    return Optional.empty();
  }

  /** A setting of a broker; empty where the user may not see it. */
  public Optional<String> brokerSetting(String name) {
    try {
      String broker = answer(admin.describeCluster().nodes()).iterator().next().idString();
      return setting(new ConfigResource(ConfigResource.Type.BROKER, broker), name);
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }

  /** A setting of a topic; empty where there is none, or the user may not see it. */
  public Optional<String> topicSetting(String topic, String name) {
    return setting(new ConfigResource(ConfigResource.Type.TOPIC, topic), name);
  }

  private Optional<String> setting(ConfigResource resource, String name) {
    try {
      Config config = answer(admin.describeConfigs(List.of(resource)).values().get(resource));
      ConfigEntry entry = config.get(name);
      return entry == null ? Optional.empty() : Optional.ofNullable(entry.value());
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }

  /** The client itself, for what is not asked by others. */
  public Admin admin() {
    return admin;
  }

  /** Waits for an answer of the client. */
  public static <T> T answer(Future<T> future) throws ExecutionException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka is asked", e);
    }
  }

  /** What Kafka says last in its own words, which name the file, and the root of it. */
  private static String settingsReason(KafkaException failure) {
    Throwable told = failure;
    while (told.getCause() instanceof KafkaException) {
      told = told.getCause();
    }
    return told.getCause() == null ? reason(told) : told.getMessage() + ": " + reason(told);
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
  }

  @Override
  public void close() {
    admin.close();
  }
}

package io.esync.connectors.kafka.client;

import io.esync.connectors.kafka.client.Questions.CheckFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics. */
public final class TopicCreation {
  private static final long CREATED_WITHIN_MILLIS = 15_000;
  private static final long PAUSE_MILLIS = 50;

  private TopicCreation() {}

  /** Whether there is a topic of this name. */
  public static boolean exists(String topic, Questions questions) throws CheckFailedException {
    return !questions.topics(List.of(topic)).isEmpty();
  }

  /** Makes a topic, and waits until it is there; somebody else may make it meanwhile. */
  public static void create(NewTopic topic, Questions questions) throws CheckFailedException {
    String name = topic.name();
    try {
      Questions.answer(questions.admin().createTopics(List.of(topic)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new CheckFailedException(
            "topic '" + name + "' cannot be created: " + e.getCause().getMessage(),
            "Create it, or allow the user CREATE on it.");
      }
    }
    long deadline = System.nanoTime() + Duration.ofMillis(CREATED_WITHIN_MILLIS).toNanos();
    while (!exists(name, questions)) { // brokers hear of it one after the other
      if (System.nanoTime() > deadline) {
        throw new CheckFailedException(
            "topic '" + name + "' was created but does not appear", "Look into the brokers' logs.");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
  }
}

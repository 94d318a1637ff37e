package io.esync.connectors.kafka;

import java.io.Serializable;
import java.util.Map;

/** What the messages of topics are, by their names. */
public record Streams(Map<String, TopicStream> declared) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is declared for {@code topic}: by its name, else by the first expression; or null. */
  public TopicStream of(String topic) {
    TopicStream exact = declared.get(topic);
    if (exact != null) {
      return exact;
    }
    return declared.entrySet().stream()
        .filter(entry -> topic.matches(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}

package io.esync.connectors.kafka.target;

import io.esync.connectors.kafka.KafkaRoute;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a topic, in which names in braces stand for what they are in a change. */
public final class TopicTemplate implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern PART = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final String ENTITY = "entity";

  private final String text;
  private final boolean constant;

  /**
   * The template of {@code text}.
   *
   * @param key the names of the entity's key fields; empty where they are not known yet
   * @throws IllegalArgumentException if it names anything but the entity and key fields, or cannot
   *     be a topic's name
   */
  TopicTemplate(String text, String entity, List<String> key) {
    this.text = text.replace("{" + ENTITY + "}", entity);
    List<String> names = PART.matcher(this.text).results().map(found -> found.group(1)).toList();
    this.constant = names.isEmpty();
    if (!key.isEmpty() && !key.containsAll(names)) {
      throw new IllegalArgumentException(
          "topic '%s' of entity '%s': braces hold 'entity' or a field of the key %s, for a delete"
                  .formatted(text, entity, key)
              + " has no other");
    }
    if (!isValid(PART.matcher(this.text).replaceAll("x"))) {
      throw new IllegalArgumentException(
          "topic '%s' of entity '%s': a topic's name has letters, digits, '.', '_' and '-'"
              .formatted(text, entity));
    }
  }

  /** The template of an entity's route. */
  public static TopicTemplate of(KafkaRoute route, Contract contract) {
    String topic = route.topic();
    return new TopicTemplate(
        topic == null ? contract.entity() : topic, contract.entity(), contract.key());
  }

  static boolean isValid(String name) {
    return VALID.matcher(name).matches() && !name.equals(".") && !name.equals("..");
  }

  /** The topic of all changes; empty where they have several. */
  public Optional<String> constant() {
    return constant ? Optional.of(text) : Optional.empty();
  }

  /** The name as it stands. */
  String text() {
    return text;
  }

  /**
   * The topic of {@code change}, which may be no valid name.
   *
   * @throws IllegalArgumentException if the change lacks a field
   */
  String topic(ChangeRecord change) {
    return constant
        ? text
        : PART.matcher(text)
            .replaceAll(part -> Matcher.quoteReplacement(value(part, change.row())));
  }

  private static String value(MatchResult part, Row row) {
    Object value = row.get(part.group(1));
    if (value == null || value == Row.ABSENT) {
      throw new IllegalArgumentException(
          "field '" + part.group(1) + "', which the topic is named by, is missing");
    }
    return value.toString();
  }
}

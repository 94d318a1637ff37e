package io.esync.connectors.kafka;

import io.esync.connectors.kafka.client.KafkaAccess;
import io.esync.connectors.kafka.client.KafkaSecurity;
import io.esync.connectors.kafka.client.RegistryConfig;
import io.esync.connectors.kafka.debezium.DebeziumOptions;
import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The options of the source {@code kafka}.
 *
 * <pre>{@code
 * sources:
 *   - id: orders
 *     type: kafka
 *     config:
 *       bootstrap_servers: "localhost:9092"
 *       topics: [orders]
 *       key_format: json
 *       streams: {orders: {key: [id], fields: {id: bigint, total: "decimal(18,2)"}}}
 * }</pre>
 */
public record KafkaSourceConfig(
    @Option(value = "Addresses of some brokers, joined by commas.", example = "localhost:9092")
        String bootstrapServers,
    @Option(value = "The topics to read.", optional = true, example = "[orders]")
        List<String> topics,
    @Option(
            value =
                "Regular expression of the topics to read, instead of topics; topics that come"
                    + " later are found.",
            optional = true,
            example = "crm[.].*")
        String topicPattern,
    @Option(
            value =
                "What the value of a message is: json (a document), debezium-json (an envelope with"
                    + " op, before and after) or avro.",
            defaultValue = "json")
        Format format,
    @Option(
            value =
                "What the key of a message is: none (it is not looked at), string (the text of the"
                    + " one key field), json or avro. Tombstones need it.",
            defaultValue = "none")
        KeyFormat keyFormat,
    @Option(
            value =
                "What the messages of each topic are, by its name or a regular expression. The"
                    + " topic's name is the stream that entities read.",
            optional = true,
            example = "{orders: {key: [id], fields: {id: bigint, total: \"decimal(18,2)\"}}}")
        Map<String, TopicStream> streams,
    @Option(value = "What else is to be known of JSON.", defaultValue = "{}") JsonOptions json,
    @Option(
            value = "How Debezium was told to write values, for messages without a schema.",
            optional = true,
            example = "{time_unit: micros, decimals: text}")
        DebeziumOptions debezium,
    @Option(
            value = "Avro schema of all values, as JSON, where there is no registry.",
            optional = true)
        String avroSchema,
    @Option(
            value = "Avro schema of all keys, as JSON, where there is no registry.",
            optional = true)
        String avroKeySchema,
    @Option(
            value = "Schema registry that holds the schemas of Avro messages.",
            optional = true,
            example = "{url: \"http://localhost:8081\"}")
        RegistryConfig registry,
    @Option(
            value =
                "What a message without a value is: delete or ignore. By default a delete, but for"
                    + " debezium-json, where it follows the delete proper.",
            optional = true)
        Tombstones tombstones,
    @Option(
            value = "Where reading begins when the job starts without saved state.",
            defaultValue = "{}")
        StartOptions start,
    @Option(
            value =
                "What becomes of the job when records that it has not read are gone, e.g. by"
                    + " retention: fail, or continue behind the gap.",
            defaultValue = "fail")
        LostRecords lostRecords,
    @Option(
            value =
                "What orders the changes of a key: partition (its place, for topics where a key"
                    + " stays in its partition) or timestamp (that of the message, else).",
            defaultValue = "partition")
        Order order,
    @Option(
            value =
                "Raise it when a topic was made anew, or when keys have moved to other partitions:"
                    + " what is read then is newer than all before.",
            defaultValue = "0")
        int generation,
    @Option(value = "Time between two looks for new partitions and topics.", defaultValue = "1min")
        Duration discoveryInterval,
    @Option(
            value =
                "Consumer group that progress is shown in; esync-<pipeline>-<source> if left out."
                    + " The job itself goes by its checkpoints.",
            optional = true)
        String groupId,
    @Option(
            value =
                "Other settings of Kafka's consumer, e.g. ssl.truststore.location; never secrets.",
            optional = true,
            example = "{max.poll.records: \"1000\"}")
        Map<String, String> properties,
    @Option(
            value = "How the client shows who it is; left out where anybody may connect.",
            optional = true,
            example = "{username: esync, password: \"${env:KAFKA_PASSWORD}\"}")
        KafkaSecurity security)
    implements Serializable {
  /** What the value of a message is. */
  public enum Format {
    JSON,
    DEBEZIUM_JSON,
    AVRO
  }

  /** What the key of a message is. */
  public enum KeyFormat {
    NONE,
    STRING,
    JSON,
    AVRO
  }

  /** What a message without a value is. */
  public enum Tombstones {
    DELETE,
    IGNORE
  }

  /** What becomes of the job when records are gone before it has read them. */
  public enum LostRecords {
    FAIL,
    CONTINUE
  }

  /** What orders the changes of a key. */
  public enum Order {
    PARTITION,
    TIMESTAMP
  }

  public KafkaSourceConfig {
    topics = topics == null ? List.of() : List.copyOf(topics);
    streams =
        streams == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(streams));
    properties = properties == null ? Map.of() : Map.copyOf(properties);
    if (topics.isEmpty() == (topicPattern == null)) {
      throw new IllegalArgumentException("name either topics or a topic_pattern");
    }
    if (topicPattern != null) {
      pattern("topic_pattern", topicPattern);
    }
    streams.keySet().forEach(name -> pattern("streams", name));
    if (format == Format.JSON) {
      requireTypes(topics, streams);
    }
    requireSchema(format == Format.AVRO, avroSchema, registry, "avro_schema");
    requireSchema(keyFormat == KeyFormat.AVRO, avroKeySchema, registry, "avro_key_schema");
    if (tombstones == null) {
      tombstones = format == Format.DEBEZIUM_JSON ? Tombstones.IGNORE : Tombstones.DELETE;
    }
    if (discoveryInterval.isZero() || discoveryInterval.isNegative()) {
      throw new IllegalArgumentException(
          "discovery_interval must be positive, not " + discoveryInterval);
    }
    new KafkaAccess(bootstrapServers, properties, security);
  }

  private static void pattern(String option, String text) {
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          option + ": '" + text + "' is no regular expression: " + e.getDescription(), e);
    }
  }

  private static void requireTypes(List<String> topics, Map<String, TopicStream> streams) {
    Streams declared = new Streams(streams);
    for (String topic : topics) {
      if (declared.of(topic) == null || !declared.of(topic).isTyped()) {
        throw new IllegalArgumentException(
            "plain JSON does not tell types; declare them: streams: {%s: {key: [id], fields: {id:"
                    .formatted(topic)
                + " bigint}}}");
      }
    }
  }

  private static void requireSchema(
      boolean isAvro, String schema, RegistryConfig registry, String option) {
    if (isAvro && (schema == null) == (registry == null)) {
      throw new IllegalArgumentException("Avro needs either " + option + " or a registry");
    }
    if (!isAvro && schema != null) {
      throw new IllegalArgumentException(option + " is for avro alone");
    }
    if (schema != null) {
      try {
        new Schema.Parser().parse(schema);
      } catch (SchemaParseException e) {
        throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
      }
    }
  }

  /** How to reach the brokers. */
  public KafkaAccess access() {
    return new KafkaAccess(bootstrapServers, properties, security);
  }
}

package io.esync.connectors.kafka;

import com.google.auto.service.AutoService;
import io.esync.connectors.kafka.source.MessageParser;
import io.esync.connectors.kafka.source.SourceCheck;
import io.esync.connectors.kafka.source.TopicsSource;
import io.esync.connectors.kafka.store.AppendedTopic;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.store.AppendableSource;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.replay.RecordParser;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.Source;

/** Reads topics whose messages are changes of rows. */
@AutoService(SourceConnector.class)
@SuppressWarnings("rawtypes") // a service is named without its parameters
public final class KafkaSourceConnector implements SourceConnector<KafkaSourceConfig> {
  @Override
  public String type() {
    return "kafka";
  }

  @Override
  public String description() {
    return "Topics of Kafka 2.1 or later (tested with 3.9) with JSON, Debezium's JSON or Avro.";
  }

  @Override
  public String guarantee() {
    return "No message is lost across failures, and those of aborted transactions are not read; a"
        + " message may be read again, in the order of its partition.";
  }

  @Override
  public String prerequisites() {
    return """
        * The user has READ and DESCRIBE on the topics, and READ on the consumer group.
        * The changes of a key stand in one partition, as they do where producers write the key of
          the row as the message's key. The later of two changes of a key is then the one of the
          higher offset. Where a topic's number of partitions is *multiplied*, a key stays or moves
          to a partition of a higher number, which counts as newer; any other growth stops the job:
          read the topic to its end before it grows, and raise `generation` then. Where keys are
          spread over partitions, set `order: timestamp`.
        * Messages without a value (tombstones) are deletes by the message's key: `key_format`.
        * In documents values stand as the target `kafka` writes them: decimals as strings, times
          in ISO 8601, bytes in base64. Debezium's messages bring their own types where
          `schemas.enable` is on; else declare them in `streams`, and `debezium.time_unit` and
          `debezium.decimals` where there are times and decimals.
        * A message that cannot be read goes to the dead-letter queue with its key, value, headers,
          partition and offset.
        * Messages with the header `esync-origin` of a target of the same pipeline (`echo`) are told
          from edits. The header `esync-timestamp`, if there is one, is the time of the change; else
          that is the time of the message, or of the transaction that Debezium names.
        """;
  }

  @Override
  public Class<KafkaSourceConfig> configType() {
    return KafkaSourceConfig.class;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(KafkaSourceConfig config, SourceContext context) {
    return new TopicsSource(config, context);
  }

  @Override
  public List<CheckFailure> check(KafkaSourceConfig config, SourceContext context) {
    return SourceCheck.run(config, context);
  }

  @Override
  public Optional<RecordParser> parsing(KafkaSourceConfig config, SourceContext context) {
    return Optional.of(new MessageParser(config, context));
  }

  @Override
  public boolean knowsMarkers() {
    return true;
  }

  @Override
  public Optional<AppendableSource<KafkaSourceConfig>> appending() {
    return Optional.of(new AppendedTopic());
  }
}

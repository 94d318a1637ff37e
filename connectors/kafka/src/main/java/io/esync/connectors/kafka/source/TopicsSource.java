package io.esync.connectors.kafka.source;

import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Flink's own Kafka source for the topics of one configuration. The position of each partition is
 * part of checkpoints; the partitions that were found are part of the enumerator's state.
 */
public final class TopicsSource
    implements Source<SourceRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<SourceRecord> {
  private static final long serialVersionUID = 1L;

  private final KafkaSourceConfig config;
  private final String group;
  private final MessageReader messages;

  public TopicsSource(KafkaSourceConfig config, SourceContext context) {
    this.config = config;
    this.group = group(config, context);
    this.messages = new MessageReader(config, context);
  }

  /** The consumer group that shows progress. */
  static String group(KafkaSourceConfig config, SourceContext context) {
    return config.groupId() == null
        ? "esync-" + context.pipeline() + "-" + context.source()
        : config.groupId();
  }

  private KafkaSource<SourceRecord> kafka(Map<String, Integer> counts) {
    Properties properties =
        config.access().clientProperties(Map.of("isolation.level", "read_committed"));
    properties.setProperty(
        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
        "" + config.discoveryInterval().toMillis());
    return KafkaSource.<SourceRecord>builder()
        .setProperties(properties)
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setKafkaSubscriber(WatchedTopics.of(config, counts))
        .setStartingOffsets(StartingOffsets.of(config))
        .setDeserializer(messages)
        .build();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<SourceRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new TopicReader<>(kafka(Map.of()).createReader(context));
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return kafka(Map.of()).createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws IOException {
    Map<String, Integer> counts =
        state instanceof KnownPartitions known ? known.counts(config.generation()) : Map.of();
    return kafka(counts).restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return kafka(Map.of()).getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return new KnownPartitions.Serializer(
        kafka(Map.of()).getEnumeratorCheckpointSerializer(), config.generation());
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return ModelTypeInfo.SOURCE_RECORD;
  }
}

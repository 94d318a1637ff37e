package io.esync.connectors.kafka.source;

import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.kafka.KafkaSourceConfig.LostRecords;
import io.esync.connectors.kafka.StartOptions;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions begin, and what happens where the record that comes next is gone: by Flink's own
 * choice the reader would jump, so that records are lost without a word.
 */
final class StartingOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final Known known;
  private final LostRecords lostRecords;

  private StartingOffsets(Known known, LostRecords lostRecords) {
    this.known = known;
    this.lostRecords = lostRecords;
  }

  /** The offsets that partitions begin at; those left out begin at their earliest. */
  private interface Known extends Serializable {
    Map<TopicPartition, Long> offsets(
        Collection<TopicPartition> partitions, PartitionOffsetsRetriever cluster);
  }

  static StartingOffsets of(KafkaSourceConfig config) {
    StartOptions start = config.start();
    return new StartingOffsets(
        switch (start.at()) {
          case EARLIEST -> (partitions, cluster) -> Map.of();
          case LATEST -> OffsetsInitializer.latest()::getPartitionOffsets;
          case GROUP -> (partitions, cluster) -> cluster.committedOffsets(partitions);
          case TIMESTAMP -> OffsetsInitializer.timestamp(start.millis())::getPartitionOffsets;
          case OFFSETS -> (partitions, cluster) -> start.partitions();
        },
        config.lostRecords());
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever cluster) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    partitions.forEach(partition -> offsets.put(partition, KafkaPartitionSplit.EARLIEST_OFFSET));
    known
        .offsets(partitions, cluster)
        .forEach((partition, offset) -> offsets.replace(partition, offset));
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return lostRecords == LostRecords.FAIL
        ? OffsetResetStrategy.NONE
        : OffsetResetStrategy.EARLIEST;
  }
}

package io.esync.connectors.kafka.source;

import io.esync.connectors.kafka.KafkaSourceConfig;
import io.esync.connectors.kafka.KafkaSourceConfig.LostRecords;
import io.esync.connectors.kafka.StartOptions;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions begin, and what happens where the record that comes next is gone: by Flink's own
 * choice the reader would jump, so that records are lost without a word.
 */
final class StartingOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final OffsetsInitializer start;
  private final LostRecords lostRecords;

  private StartingOffsets(OffsetsInitializer start, LostRecords lostRecords) {
    this.start = start;
    this.lostRecords = lostRecords;
  }

  static StartingOffsets of(KafkaSourceConfig config) {
    StartOptions start = config.start();
    return new StartingOffsets(
        switch (start.at()) {
          case EARLIEST -> OffsetsInitializer.earliest();
          case LATEST -> OffsetsInitializer.latest();
          case GROUP -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
          case TIMESTAMP -> OffsetsInitializer.timestamp(start.millis());
          case OFFSETS ->
              OffsetsInitializer.offsets(start.partitions(), OffsetResetStrategy.EARLIEST);
        },
        config.lostRecords());
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    return start.getPartitionOffsets(partitions, retriever);
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return lostRecords == LostRecords.FAIL
        ? OffsetResetStrategy.NONE
        : OffsetResetStrategy.EARLIEST;
  }
}

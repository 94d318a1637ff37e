package io.esync.connectors.kafka;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where reading begins when the job starts without saved state, e.g. {@code {at: latest}}. */
public record StartOptions(
    @Option(
            value =
                "Begin at the earliest record, behind the latest, behind what the consumer group"
                    + " has committed (else the earliest), at a timestamp, or at offsets.",
            defaultValue = "earliest")
        At at,
    @Option(
            value = "The time of the first record, in ISO 8601, for 'at: timestamp'.",
            optional = true,
            example = "2026-01-01T00:00:00Z")
        String timestamp,
    @Option(
            value =
                "The offset of the first record of partitions, for 'at: offsets'. Other partitions"
                    + " are read from their earliest.",
            optional = true,
            example = "{\"orders:0\": 1200}")
        Map<String, Long> offsets)
    implements Serializable {
  /** A place to begin at. */
  public enum At {
    EARLIEST,
    LATEST,
    GROUP,
    TIMESTAMP,
    OFFSETS
  }

  public StartOptions {
    offsets = offsets == null ? Map.of() : Map.copyOf(offsets);
    if ((at == At.TIMESTAMP) != (timestamp != null)) {
      throw new IllegalArgumentException("start: 'at: timestamp' and timestamp go together");
    }
    if ((at == At.OFFSETS) == offsets.isEmpty()) {
      throw new IllegalArgumentException("start: 'at: offsets' and offsets go together");
    }
    if (timestamp != null) {
      millis(timestamp);
    }
    partitions(offsets);
  }

  private static long millis(String timestamp) {
    try {
      return Instant.parse(timestamp).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "start: timestamp '" + timestamp + "' is not like 2026-01-01T00:00:00Z", e);
    }
  }

  private static Map<TopicPartition, Long> partitions(Map<String, Long> offsets) {
    Map<TopicPartition, Long> partitions = new HashMap<>();
    offsets.forEach(
        (name, offset) -> {
          int colon = name.lastIndexOf(':');
          if (colon < 1 || !name.substring(colon + 1).matches("\\d{1,9}") || offset < 0) {
            throw new IllegalArgumentException(
                "start: offsets: '" + name + ": " + offset + "' is not like \"orders:0\": 1200");
          }
          int partition = Integer.parseInt(name.substring(colon + 1));
          partitions.put(new TopicPartition(name.substring(0, colon), partition), offset);
        });
    return partitions;
  }

  /** Milliseconds since the epoch; only for {@link At#TIMESTAMP}. */
  public long millis() {
    return millis(timestamp);
  }

  /** The offsets by partition. */
  public Map<TopicPartition, Long> partitions() {
    return partitions(offsets);
  }
}

package io.esync.connectors.kafka.source;

import io.esync.connectors.kafka.KafkaSourceConfig.Order;
import io.esync.connectors.kafka.MessageHeaders;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceVersion;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Tells where and when the change of a message was made, see docs/adr/0010.
 *
 * @param source id of the source
 * @param order what orders the changes of a key
 * @param generation that the user gave
 */
record MessageOrigin(String source, Order order, int generation) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long MICROS_PER_MILLI = 1_000;
  private static final int PARTITION_BITS = 16;

  /** The origin, with the time that the message itself bears. */
  Origin of(ConsumerRecord<byte[], byte[]> message, boolean snapshot) {
    return new Origin(
        source,
        message.topic(),
        version(message),
        time(message),
        System.currentTimeMillis(),
        snapshot);
  }

  private SourceVersion version(ConsumerRecord<byte[], byte[]> message) {
    return switch (order) {
      case PARTITION -> new SourceVersion(generation, message.partition(), message.offset());
      case TIMESTAMP ->
          new SourceVersion(
              generation,
              Math.max(0, message.timestamp()),
              message.offset() << PARTITION_BITS | message.partition());
    };
  }

  private static long time(ConsumerRecord<byte[], byte[]> message) {
    Header exact = message.headers().lastHeader(MessageHeaders.TIMESTAMP);
    String text = exact == null || exact.value() == null ? null : Utf8.textOrNull(exact.value());
    if (text != null) {
      try {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
      } catch (DateTimeException | ArithmeticException e) {
        // somebody else's header: the message's own time counts
      }
    }
    return message.timestamp() < 0
        ? Origin.UNKNOWN_TIME
        : Math.multiplyExact(message.timestamp(), MICROS_PER_MILLI);
  }
}

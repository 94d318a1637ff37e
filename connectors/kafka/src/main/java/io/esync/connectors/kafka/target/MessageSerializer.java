package io.esync.connectors.kafka.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hands messages to Kafka's producer, which finds the partition by the key. */
final class MessageSerializer implements KafkaRecordSerializationSchema<KafkaMessage> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      KafkaMessage message, KafkaSinkContext context, Long timestamp) {
    return producerRecord(message);
  }

  static ProducerRecord<byte[], byte[]> producerRecord(KafkaMessage message) {
    ProducerRecord<byte[], byte[]> result =
        new ProducerRecord<>(message.topic(), message.key(), message.value());
    for (int i = 0; i < message.headers().length; i += 2) {
      result.headers().add(message.headers()[i], message.headers()[i + 1].getBytes(UTF_8));
    }
    return result;
  }
}

package io.esync.jobs.drill;

import io.esync.connectors.testkit.KafkaServer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes messages at a rate: {@code {"id": 7, "number": 3, "text": "…"}} is the third of key 7. */
final class MessageLoad implements AutoCloseable {
  private static final int PER_SECOND = 20;

  private final Thread thread;
  private volatile boolean stopped;
  private volatile RuntimeException failure;

  private MessageLoad(KafkaServer kafka, String topic, KafkaOptions options) {
    this.thread = new Thread(() -> run(kafka, topic, options), "message-load");
    thread.setDaemon(true);
  }

  static MessageLoad start(KafkaServer kafka, String topic, KafkaOptions options) {
    MessageLoad load = new MessageLoad(kafka, topic, options);
    load.thread.start();
    return load;
  }

  /** Whether all messages are written. */
  boolean isDone() {
    if (failure != null) {
      throw failure;
    }
    return !thread.isAlive();
  }

  private void run(KafkaServer kafka, String topic, KafkaOptions options) {
    Random random = new Random(options.seed());
    long[] numbers = new long[options.keys()];
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "5"),
            new StringSerializer(),
            new StringSerializer())) {
      Future<RecordMetadata> last = null;
      for (int i = 0; i < options.messages() && !stopped; i++) {
        int id = random.nextInt(options.keys());
        String key = "{\"id\":" + id + "}";
        String value =
            "{\"id\":%d,\"number\":%d,\"text\":\"%x\"}"
                .formatted(id, ++numbers[id], random.nextLong());
        last = producer.send(new ProducerRecord<>(topic, key, value));
        if (i % Math.max(1, options.rate() / PER_SECOND) == 0) {
          LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / PER_SECOND);
        }
      }
      producer.flush();
      if (last != null) {
        last.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      failure = new IllegalStateException("the load failed", e);
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}

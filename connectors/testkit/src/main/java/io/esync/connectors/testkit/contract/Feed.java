package io.esync.connectors.testkit.contract;

import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.PolledSystem;
import io.esync.connectors.spi.poll.Poller;
import io.esync.operators.model.SourceRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Changes of this JVM that a job reads one after the other, for ever.
 *
 * @param name under which the job finds them, see {@link #records}
 */
record Feed(String name) implements PolledSystem<Integer> {
  private static final Map<String, List<SourceRecord>> RECORDS = new ConcurrentHashMap<>();

  /** What there is to read; it only ever grows. */
  List<SourceRecord> records() {
    return RECORDS.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>());
  }

  @Override
  public List<String> splits() {
    return List.of(name);
  }

  @Override
  public Integer start(String split) {
    return 0;
  }

  @Override
  public Poller<Integer> open(String split, Integer position) {
    return new FeedPoller(records(), position);
  }

  @Override
  public SimpleVersionedSerializer<Integer> positions() {
    return new Positions();
  }

  @Override
  public Duration interval() {
    return Duration.ofMillis(5);
  }

  @Override
  public boolean bounded() {
    return false;
  }

  private static final class FeedPoller implements Poller<Integer> {
    private final List<SourceRecord> records;
    private int position;

    FeedPoller(List<SourceRecord> records, int position) {
      this.records = records;
      this.position = position;
    }

    @Override
    public Piece<Integer> poll() {
      List<SourceRecord> news = List.copyOf(records.subList(position, records.size()));
      position += news.size();
      return new Piece<>(news, position, Piece.Next.LATER);
    }

    @Override
    public void close() {}
  }

  private static final class Positions implements SimpleVersionedSerializer<Integer> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Integer position) {
      return ByteBuffer.allocate(Integer.BYTES).putInt(position).array();
    }

    @Override
    public Integer deserialize(int version, byte[] bytes) {
      return ByteBuffer.wrap(bytes).getInt();
    }
  }
}

package io.esync.connectors.http;

import io.esync.connectors.spi.collection.CollectionPosition;
import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Piece.Next;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A stream that is polled step by step, with a clock that can be put forward. */
final class PolledApi {
  private static final String STREAM = "customers";

  private final HttpStreams streams;
  private Poller<CollectionPosition> poller;
  private CollectionPosition position = CollectionPosition.START;
  private Duration ahead = Duration.ZERO;

  /** All that was read, in order. */
  final List<SourceRecord> records = new ArrayList<>();

  PolledApi(HttpStreams streams) {
    this.streams = streams;
    open();
  }

  private void open() {
    poller = streams.open(STREAM, position, () -> Instant.now().plus(ahead));
  }

  void putClockForward(Duration by) {
    ahead = ahead.plus(by);
  }

  /** Begins anew from the last position, as it is saved. */
  void restart() throws IOException {
    SimpleVersionedSerializer<CollectionPosition> saved = streams.positions();
    position = saved.deserialize(saved.getVersion(), saved.serialize(position));
    open();
  }

  /** What one poll finds. */
  List<String> poll() throws SourceUnavailableException, IOException {
    return take(poller.poll());
  }

  /** What polls find until there is no more. */
  List<String> news() throws SourceUnavailableException, IOException {
    List<String> news = new ArrayList<>();
    Piece<CollectionPosition> piece;
    do {
      piece = poller.poll();
      news.addAll(take(piece));
    } while (piece.next() == Next.AT_ONCE);
    return news;
  }

  private List<String> take(Piece<CollectionPosition> piece) {
    position = piece.position();
    records.addAll(piece.records());
    return piece.records().stream()
        .filter(record -> !(record instanceof Heartbeat))
        .map(PolledApi::describe)
        .toList();
  }

  private static String describe(SourceRecord record) {
    if (record instanceof Malformed malformed) {
      return "malformed " + new String(malformed.payload(), StandardCharsets.UTF_8);
    }
    SourceChange change = (SourceChange) record;
    return change.op() == ChangeOp.DELETE
        ? "delete " + change.before().get("id")
        : change.after().get("id") + " " + change.after().get("name");
  }
}

package io.esync.connectors.github;

import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Piece.Next;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A stream that is polled step by step, with a clock that can be put forward. */
final class PolledGitHub {
  private final GitHubStreams streams;
  private final String stream;
  private Poller<GitHubPosition> poller;
  private GitHubPosition position = GitHubPosition.START;
  private Duration ahead = Duration.ZERO;

  /** All that was read, in order. */
  final List<SourceRecord> records = new ArrayList<>();

  PolledGitHub(GitHubStreams streams, String stream) {
    this.streams = streams;
    this.stream = stream;
    this.poller = open(streams);
  }

  private Poller<GitHubPosition> open(GitHubStreams system) {
    return system.open(stream, position, () -> Instant.now().plus(ahead));
  }

  void putClockForward(Duration by) {
    ahead = ahead.plus(by);
  }

  /** Begins anew from the last position, as it is saved. */
  void restart() throws IOException {
    restart(streams);
  }

  /** The same with another configuration. */
  void restart(GitHubStreams system) throws IOException {
    SimpleVersionedSerializer<GitHubPosition> saved = system.positions();
    position = saved.deserialize(saved.getVersion(), saved.serialize(position));
    poller = open(system);
  }

  /** What one poll finds. */
  List<String> poll() throws SourceUnavailableException, IOException {
    return take(poller.poll());
  }

  /** What polls find until there is no more. */
  List<String> news() throws SourceUnavailableException, IOException {
    List<String> news = new ArrayList<>();
    Piece<GitHubPosition> piece;
    do {
      piece = poller.poll();
      news.addAll(take(piece));
    } while (piece.next() == Next.AT_ONCE);
    return news;
  }

  /** The row that was read last. */
  Row last() {
    return ((SourceChange) records.get(records.size() - 1)).after();
  }

  /** How many parts of the organisation the position knows. */
  int parts() {
    return position.parts().size();
  }

  private List<String> take(Piece<GitHubPosition> piece) {
    position = piece.position();
    records.addAll(piece.records());
    return piece.records().stream().map(PolledGitHub::describe).toList();
  }

  private static String describe(SourceRecord record) {
    if (record instanceof Malformed malformed) {
      return "malformed " + new String(malformed.payload(), StandardCharsets.UTF_8);
    }
    SourceChange change = (SourceChange) record;
    if (change.op() == ChangeOp.DELETE) {
      return "delete";
    }
    Row row = change.after();
    String name =
        Stream.of("title", "message", "name", "login")
            .filter(field -> row.schema().indexOf(field) >= 0)
            .map(field -> String.valueOf(row.get(field)))
            .findFirst()
            .orElseThrow();
    return row.schema().indexOf("state") >= 0 ? name + " " + row.get("state") : name;
  }
}

package io.esync.connectors.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.FirstRead;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Watch;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Poller;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder of a test, and sources over it. */
record SourceFolder(Path path) {
  static final Map<String, DeclaredStream> STREAMS =
      Map.of(
          "customers",
          new DeclaredStream(
              List.of("id"), Map.of("id", "bigint", "email", "string", "name", "string")));

  void append(String file, String text) throws IOException {
    Files.writeString(
        path.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static FilesystemSourceConfig config(Path path, boolean followed) {
    return config(path, followed, Envelope.ROW, null, UnknownMembers.REJECT, 1 << 20);
  }

  static FilesystemSourceConfig config(
      Path path,
      boolean followed,
      Envelope envelope,
      String opMember,
      UnknownMembers unknown,
      int maxLineBytes) {
    return new FilesystemSourceConfig(
        path.toString(),
        Format.JSON_LINES,
        envelope,
        STREAMS,
        opMember,
        "delete",
        unknown,
        followed ? new Watch(Duration.ofMillis(5)) : null,
        maxLineBytes);
  }

  FilesystemSourceConfig followed() {
    return config(path, true);
  }

  FilesystemSourceConfig once() {
    return config(path, false);
  }

  /** Read first by several readers; files do not grow. */
  FilesystemSourceConfig parallel(boolean followed) {
    return parallel(followed ? new Watch(Duration.ofMillis(5), false, Duration.ZERO, null) : null);
  }

  FilesystemSourceConfig parallel(Watch watch) {
    return new FilesystemSourceConfig(
        path.toString(),
        Format.JSON_LINES,
        Envelope.ROW,
        STREAMS,
        null,
        "delete",
        UnknownMembers.REJECT,
        watch,
        1 << 20,
        null,
        false,
        FirstRead.PARALLEL);
  }

  /** One run of a source from a position on, without Flink around it. */
  static final class Reading implements AutoCloseable {
    private final Poller<FilesPosition> poller;
    private FilesPosition position;
    private boolean ended;

    Reading(FilesystemSourceConfig config, FilesPosition from) {
      this.poller = new SourceFiles(config, "crm").open("files", from);
      this.position = from;
    }

    static Reading start(FilesystemSourceConfig config) {
      return new Reading(config, FilesPosition.START);
    }

    /** Reads all there is now. */
    List<SourceRecord> read() throws Exception {
      List<SourceRecord> records = new ArrayList<>();
      Piece<FilesPosition> piece;
      do {
        piece = poller.poll();
        records.addAll(piece.records());
        position = piece.position();
      } while (piece.next() == Piece.Next.AT_ONCE);
      ended = piece.next() == Piece.Next.NEVER;
      return records;
    }

    /** Whether nothing more will come. */
    boolean hasEnded() {
      return ended;
    }

    /** The position as it comes back from a checkpoint. */
    FilesPosition position() throws IOException {
      FilesPosition.Serializer serializer = new FilesPosition.Serializer();
      return serializer.deserialize(serializer.getVersion(), serializer.serialize(position));
    }

    @Override
    public void close() {
      poller.close();
    }
  }

  /** A record in short: op and id, or the message and the payload of what is broken. */
  static String text(SourceRecord record) {
    if (record instanceof Malformed malformed) {
      return malformed.message() + " <" + new String(malformed.payload(), UTF_8) + ">";
    }
    SourceChange change = (SourceChange) record;
    Row row = change.after() == null ? change.before() : change.after();
    return change.op() + " " + row.get("id");
  }

  static List<String> texts(List<SourceRecord> records) {
    return records.stream().map(SourceFolder::text).toList();
  }
}

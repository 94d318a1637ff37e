package io.esync.connectors.filesystem;

import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.spi.json.ChangeLineParser;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.spi.json.RowLineParser;
import io.esync.connectors.spi.poll.PolledSystem;
import io.esync.connectors.spi.poll.Poller;
import io.esync.operators.model.RowSchema;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The files of a {@code filesystem} source, all of them one split. */
final class SourceFiles implements PolledSystem<FilesPosition> {
  private static final long serialVersionUID = 1L;
  private static final String SPLIT = "files";

  private final String source;
  private final Path path;
  private final Envelope envelope;
  private final HashMap<String, byte[]> schemas = new HashMap<>();
  private final String opMember;
  private final String deleteValue;
  private final boolean undeclaredSkipped;
  private final Duration interval;
  private final int maxLineBytes;

  /**
   * @param source id of the source
   */
  SourceFiles(FilesystemSourceConfig config, String source) {
    this.source = source;
    this.path = config.location();
    this.envelope = config.envelope();
    DeclaredStream.schemas(config.streams())
        .forEach((name, schema) -> schemas.put(name, schema.encoded()));
    this.opMember = config.opMember();
    this.deleteValue = config.deleteValue();
    this.undeclaredSkipped = config.unknownMembers() == UnknownMembers.IGNORE;
    this.interval = config.watch() == null ? null : config.watch().interval();
    this.maxLineBytes = config.maxLineBytes();
  }

  @Override
  public List<String> splits() {
    return List.of(SPLIT);
  }

  @Override
  public FilesPosition start(String split) {
    return FilesPosition.START;
  }

  @Override
  public Poller<FilesPosition> open(String split, FilesPosition position) {
    return new FilesPoller(
        path, !bounded(), maxLineBytes, lines(), position, InstantSource.system());
  }

  private FileLines lines() {
    Map<String, RowSchema> streams = new HashMap<>();
    schemas.forEach((name, schema) -> streams.put(name, RowSchema.decode(schema)));
    if (envelope == Envelope.CHANGE) {
      return new FileLines(source, null, new ChangeLineParser(source, streams));
    }
    String stream = streams.keySet().iterator().next();
    return new FileLines(
        source,
        stream,
        new RowLineParser(
            source,
            stream,
            streams.get(stream),
            new RowLineParser.Deletes(opMember, deleteValue),
            undeclaredSkipped));
  }

  @Override
  public SimpleVersionedSerializer<FilesPosition> positions() {
    return new FilesPosition.Serializer();
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public boolean bounded() {
    return interval == null;
  }
}

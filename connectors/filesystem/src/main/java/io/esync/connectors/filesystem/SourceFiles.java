package io.esync.connectors.filesystem;

import io.esync.connectors.filesystem.FilesystemSourceConfig.FirstRead;
import io.esync.connectors.spi.poll.Beginning;
import io.esync.connectors.spi.poll.PolledSystem;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The files of a {@code filesystem} source, all of them one split, which may begin in parts. */
final class SourceFiles implements PolledSystem<FilesPosition> {
  private static final long serialVersionUID = 1L;
  private static final String SPLIT = "files";

  private final Path path;
  private final ReadOptions options;
  private final boolean inParts;

  /**
   * @param source id of the source
   */
  SourceFiles(FilesystemSourceConfig config, String source) {
    this.path = config.location();
    this.options = new ReadOptions(config, source);
    this.inParts = config.firstRead() == FirstRead.PARALLEL;
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
  public boolean beginsInParts() {
    return inParts;
  }

  @Override
  public Beginning<FilesPosition> begin(String split)
      throws SourceUnavailableException, IOException {
    return StoredFolder.reading(
        path,
        () ->
            FolderParts.of(
                StoredFolder.at(path, options, InstantSource.system()), options.watch() != null));
  }

  @Override
  public Poller<FilesPosition> open(String split, FilesPosition position) {
    return new FilesPoller(path, options, position, InstantSource.system());
  }

  @Override
  public SimpleVersionedSerializer<FilesPosition> positions() {
    return new FilesPosition.Serializer();
  }

  @Override
  public Duration interval() {
    return options.watch() == null ? null : options.watch().interval();
  }

  @Override
  public boolean bounded() {
    return options.watch() == null;
  }
}

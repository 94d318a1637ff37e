package io.esync.connectors.filesystem;

import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.operators.model.SourceRecord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the lines of a file or of the files in a folder, once or as they come. */
final class FilesPoller implements Poller<FilesPosition> {
  private static final Logger LOG = LoggerFactory.getLogger(FilesPoller.class);
  private static final int PIECE_RECORDS = 1000;
  private static final long PIECE_BYTES = 4 << 20;

  private final Path path;
  private final boolean followed;
  private final int maxLineBytes;
  private final FileLines lines;
  private final FileProgress progress;
  private final InstantSource clock;

  private boolean looked;
  private LineScanner open;

  /**
   * @param path a file or a folder
   * @param followed whether to look again and again
   */
  FilesPoller(
      Path path,
      boolean followed,
      int maxLineBytes,
      FileLines lines,
      FilesPosition position,
      InstantSource clock) {
    this.path = path;
    this.followed = followed;
    this.maxLineBytes = maxLineBytes;
    this.lines = lines;
    this.progress = new FileProgress(position);
    this.clock = clock;
  }

  @Override
  public Piece<FilesPosition> poll() throws SourceUnavailableException, IOException {
    try {
      FileSystem fileSystem = path.getFileSystem();
      if (progress.next() == null && (followed || !looked)) {
        look(fileSystem);
      }
      List<SourceRecord> records = read(fileSystem);
      return new Piece<>(records, progress.position(), next());
    } catch (UnsupportedFileSystemSchemeException | MissingFilesException e) {
      throw e;
    } catch (IOException e) {
      closeFile();
      throw new SourceUnavailableException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  private void look(FileSystem fileSystem) throws IOException {
    Optional<Map<String, Long>> found = FolderListing.of(fileSystem, path);
    if (found.isEmpty() && !followed) {
      throw new MissingFilesException("there is no file and no folder " + path);
    }
    // A folder that is away for a while comes back with its files: they are not forgotten.
    found.ifPresent(progress::found);
    looked = true;
  }

  private Piece.Next next() {
    if (progress.next() != null) {
      return Piece.Next.AT_ONCE;
    }
    return followed ? Piece.Next.LATER : Piece.Next.NEVER;
  }

  private List<SourceRecord> read(FileSystem fileSystem) throws IOException {
    List<SourceRecord> records = new ArrayList<>();
    long bytes = 0;
    for (FileProgress.Part part = progress.next();
        part != null && records.size() < PIECE_RECORDS && bytes < PIECE_BYTES;
        part = progress.next()) {
      if (open == null && !open(fileSystem, part)) {
        progress.missing();
        continue;
      }
      LineScanner.Line line = open.next();
      if (line == null || (followed && !line.whole())) {
        closeFile();
        progress.exhausted();
      } else {
        lines.record(part.name(), part.from(), line, clock.millis()).ifPresent(records::add);
        progress.read(line.end());
        bytes += line.length();
      }
    }
    return records;
  }

  /** False if the file went away. */
  private boolean open(FileSystem fileSystem, FileProgress.Part part) throws IOException {
    try {
      FSDataInputStream in = fileSystem.open(FolderListing.file(fileSystem, path, part.name()));
      in.seek(part.from().offset());
      open = new LineScanner(in, part.from().offset(), part.end(), maxLineBytes);
      return true;
    } catch (FileNotFoundException e) {
      LOG.warn("{} went away before it was read to its end", part.name());
      return false;
    }
  }

  private void closeFile() {
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("A file did not close cleanly", e);
      }
      open = null;
    }
  }

  @Override
  public void close() {
    closeFile();
  }

  /** There is nothing to read, and nobody waits for it. */
  private static final class MissingFilesException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingFilesException(String message) {
      super(message);
    }
  }
}

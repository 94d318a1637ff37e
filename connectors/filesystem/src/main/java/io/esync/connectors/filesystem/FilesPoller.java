package io.esync.connectors.filesystem;

import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a file or the files in a folder, once or as they come. */
final class FilesPoller implements Poller<FilesPosition> {
  private static final Logger LOG = LoggerFactory.getLogger(FilesPoller.class);
  private static final int PIECE_RECORDS = 1000;
  private static final long PIECE_BYTES = 4 << 20;

  private final Path path;
  private final ReadOptions options;
  private final boolean followed;
  private final FilesPosition from;
  private final InstantSource clock;

  private FileSystem fileSystem;
  private FileProgress progress;
  private FileContent.Opening formats;
  private boolean looked;
  private FileContent open;

  /**
   * @param path a file or a folder
   */
  FilesPoller(Path path, ReadOptions options, FilesPosition position, InstantSource clock) {
    this.path = path;
    this.options = options;
    this.followed = options.watch() != null;
    this.from = position;
    this.clock = clock;
  }

  @Override
  public Piece<FilesPosition> poll() throws SourceUnavailableException, IOException {
    try {
      connect();
      if (progress.next() == null && (followed || !looked)) {
        look();
      }
      List<SourceRecord> records = read();
      return new Piece<>(records, progress.position(), next());
    } catch (UnsupportedFileSystemSchemeException | MissingFilesException e) {
      throw e;
    } catch (IOException e) {
      closeFile();
      throw new SourceUnavailableException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  private void connect() throws IOException {
    if (fileSystem == null) {
      FileSystem found = path.getFileSystem();
      boolean distributed = found.isDistributedFS();
      formats = new FileFormats(options, distributed, clock);
      Duration forgetAfter = followed ? options.watch().forgetAfter() : null;
      progress =
          new FileProgress(
              from,
              name -> options.grows(name, distributed),
              forgetAfter == null ? 0 : forgetAfter.toMillis());
      fileSystem = found;
    }
  }

  private void look() throws IOException {
    Optional<Map<String, FileStamp>> found =
        FolderListing.of(fileSystem, path, options.recursive());
    if (found.isEmpty() && !followed) {
      throw new MissingFilesException("there is no file and no folder " + path);
    }
    long settled =
        followed && !options.watch().minAge().isZero()
            ? clock.millis() - options.watch().minAge().toMillis()
            : Long.MAX_VALUE;
    // A folder that is away for a while comes back with its files: they are not forgotten.
    found.ifPresent(files -> progress.found(files, settled));
    looked = true;
  }

  private Piece.Next next() {
    if (progress.next() != null) {
      return Piece.Next.AT_ONCE;
    }
    return followed ? Piece.Next.LATER : Piece.Next.NEVER;
  }

  private List<SourceRecord> read() throws IOException {
    List<SourceRecord> records = new ArrayList<>();
    long bytes = 0;
    while (progress.next() != null && records.size() < PIECE_RECORDS && bytes < PIECE_BYTES) {
      try {
        if (open == null) {
          open = open();
        }
        FileContent.Found found = open.next();
        if (found == null) {
          closeFile();
          progress.exhausted();
          continue;
        }
        if (found.record() != null) {
          records.add(found.record());
        }
        progress.read(found.offset(), found.lines());
        bytes += found.bytes();
      } catch (FileNotFoundException e) {
        LOG.warn("{} went away before it was read to its end", progress.next());
        closeFile();
        progress.missing();
      } catch (IOException | RuntimeException e) {
        closeFile();
        if (StoredFile.StorageException.isIn(e)) {
          if (records.isEmpty()) {
            throw new IOException(e.getMessage(), e);
          }
          break; // what was read is given out before the storage is asked again
        }
        records.add(broken(e));
        progress.exhausted();
      }
    }
    return records;
  }

  private FileContent open() throws IOException {
    String name = progress.next();
    FileMark mark = progress.mark();
    Path file;
    try {
      file = FolderListing.file(fileSystem, path, name);
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      throw new StoredFile.StorageException(e);
    }
    return formats.open(name, new StoredFile(fileSystem, file, mark.stamp().length()), mark);
  }

  /** The file as a record: where it is stands for its bytes. It counts as read until it changes. */
  private Malformed broken(Exception failure) {
    String name = progress.next();
    FileMark mark = progress.mark();
    LOG.warn("{} is broken after {} records", name, mark.lines(), failure);
    Origin origin =
        new Origin(
            options.source(),
            options.stream() == null ? name : options.stream(),
            new SourceVersion(0, mark.number(), mark.offset()),
            Origin.UNKNOWN_TIME,
            clock.millis(),
            false);
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new Malformed(
        origin,
        new Path(path, name).toString().getBytes(StandardCharsets.UTF_8),
        ErrorCode.UNREADABLE_RECORD,
        "%s: the file is broken after %d records, and the rest of it is not read: %s"
            .formatted(name, mark.lines(), reason));
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

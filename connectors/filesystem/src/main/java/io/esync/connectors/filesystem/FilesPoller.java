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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a file or the files in a folder, once or as they come, or a part of those. */
final class FilesPoller implements Poller<FilesPosition> {
  private static final Logger LOG = LoggerFactory.getLogger(FilesPoller.class);
  private static final int PIECE_RECORDS = 1000;
  private static final long PIECE_BYTES = 4 << 20;

  private final Path path;
  private final ReadOptions options;
  private final boolean followed;
  private final FilesPosition from;
  private final InstantSource clock;

  private StoredFolder folder;
  private FileProgress progress;
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
      return StoredFolder.reading(path, this::next);
    } catch (SourceUnavailableException e) {
      closeFile();
      throw e;
    }
  }

  private Piece<FilesPosition> next() throws IOException {
    if (folder == null) {
      folder = StoredFolder.at(path, options, clock);
      progress = folder.progress(from);
    }
    if (progress.next() == null && !from.part() && (followed || !looked)) {
      folder.look(progress);
      looked = true;
    }
    List<SourceRecord> records = read();
    return new Piece<>(records, progress.position(), afterwards());
  }

  private Piece.Next afterwards() {
    if (progress.next() != null) {
      return Piece.Next.AT_ONCE;
    }
    return followed && !from.part() ? Piece.Next.LATER : Piece.Next.NEVER;
  }

  private List<SourceRecord> read() throws IOException {
    List<SourceRecord> records = new ArrayList<>();
    long bytes = 0;
    while (progress.next() != null && records.size() < PIECE_RECORDS && bytes < PIECE_BYTES) {
      try {
        if (open == null) {
          open = folder.open(progress.next(), progress.mark());
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
}

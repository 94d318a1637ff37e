package io.esync.connectors.filesystem;

import io.esync.connectors.spi.poll.SourceUnavailableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/** The file or folder that a source reads, as the storage shows it now. */
final class StoredFolder {
  private final FileSystem fileSystem;
  private final Path path;
  private final ReadOptions options;
  private final InstantSource clock;
  private final FileContent.Opening formats;

  private StoredFolder(FileSystem fileSystem, Path path, ReadOptions options, InstantSource clock) {
    this.fileSystem = fileSystem;
    this.path = path;
    this.options = options;
    this.clock = clock;
    this.formats = new FileFormats(options, fileSystem.isDistributedFS(), clock);
  }

  /**
   * What is there.
   *
   * @param path a file or a folder
   */
  static StoredFolder at(Path path, ReadOptions options, InstantSource clock) throws IOException {
    return new StoredFolder(path.getFileSystem(), path, options, clock);
  }

  /** Something that reads from a storage. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does it, and tells what comes of a storage that does not answer apart from what somebody has to
   * mend.
   */
  static <T> T reading(Path path, Work<T> work) throws SourceUnavailableException, IOException {
    try {
      return work.run();
    } catch (UnsupportedFileSystemSchemeException | MissingFilesException e) {
      throw e;
    } catch (IOException e) {
      throw new SourceUnavailableException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** Whether a file grows at its end. */
  boolean grows(String name) {
    return options.grows(name, fileSystem.isDistributedFS());
  }

  /** What comes next from a position on. */
  FileProgress progress(FilesPosition from) {
    Duration forgetAfter = options.watch() == null ? null : options.watch().forgetAfter();
    return new FileProgress(from, this::grows, forgetAfter == null ? 0 : forgetAfter.toMillis());
  }

  /** Lets {@code progress} take note of the files that are there now. */
  void look(FileProgress progress) throws IOException {
    boolean followed = options.watch() != null;
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
  }

  /**
   * Opens a file.
   *
   * @param mark where to go on
   */
  FileContent open(String name, FileMark mark) throws IOException {
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

  /** There is nothing to read, and nobody waits for it. */
  private static final class MissingFilesException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingFilesException(String message) {
      super(message);
    }
  }
}

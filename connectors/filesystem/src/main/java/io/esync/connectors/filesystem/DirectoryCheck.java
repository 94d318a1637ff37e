package io.esync.connectors.filesystem;

import io.esync.connectors.spi.CheckFailure;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/** Tests whether files can be created in a directory, and whether they can be read. */
final class DirectoryCheck {
  private DirectoryCheck() {}

  /**
   * What keeps files from being created, if anything: creates one and deletes it again. Creates the
   * directory where it is missing.
   */
  static List<CheckFailure> of(Path directory) {
    try {
      FileSystem fileSystem = directory.getFileSystem();
      fileSystem.mkdirs(directory);
      Path probe = new Path(directory, ".esync-check-" + UUID.randomUUID());
      try (FSDataOutputStream out = fileSystem.create(probe, FileSystem.WriteMode.NO_OVERWRITE)) {
        out.write('\n');
      }
      fileSystem.delete(probe, false);
      return List.of();
    } catch (UnsupportedFileSystemSchemeException e) {
      return List.of(withoutPlugin(directory));
    } catch (IOException | RuntimeException e) {
      return List.of(
          new CheckFailure(
              "files cannot be created in " + directory + ": " + e,
              "Give a directory that the user of the Flink processes may create and write."));
    }
  }

  /**
   * What keeps files from being read, if anything.
   *
   * @param awaited whether they may come later
   */
  static List<CheckFailure> ofReading(Path path, boolean awaited) {
    try {
      return FolderListing.of(path.getFileSystem(), path).isPresent() || awaited
          ? List.of()
          : List.of(
              new CheckFailure(
                  "there is no file and no folder " + path,
                  "Correct 'path', or set 'watch' to wait for it."));
    } catch (UnsupportedFileSystemSchemeException e) {
      return List.of(withoutPlugin(path));
    } catch (IOException | RuntimeException e) {
      return List.of(
          new CheckFailure(
              path + " cannot be read: " + e,
              "Give a file or folder that the user of the Flink processes may read."));
    }
  }

  private static CheckFailure withoutPlugin(Path path) {
    return new CheckFailure(
        "Flink has no file system for " + path.toUri().getScheme() + "://",
        "Put its plugin into a folder of Flink's plugins directory, for s3:// the jar"
            + " flink-s3-fs-hadoop into plugins/s3-fs-hadoop, and start Flink again.");
  }
}

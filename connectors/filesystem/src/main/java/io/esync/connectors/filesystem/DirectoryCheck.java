package io.esync.connectors.filesystem;

import io.esync.connectors.spi.CheckFailure;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/** Tests whether files can be created in a directory by creating one and deleting it again. */
final class DirectoryCheck {
  private DirectoryCheck() {}

  /** What is in the way, if anything. Creates the directory where it is missing. */
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
      String scheme = directory.toUri().getScheme();
      return List.of(
          new CheckFailure(
              "Flink has no file system for " + scheme + "://",
              "Put its plugin into a folder of Flink's plugins directory, for s3:// the jar"
                  + " flink-s3-fs-hadoop into plugins/s3-fs-hadoop, and start Flink again."));
    } catch (IOException | RuntimeException e) {
      return List.of(
          new CheckFailure(
              "files cannot be created in " + directory + ": " + e,
              "Give a directory that the user of the Flink processes may create and write."));
    }
  }
}

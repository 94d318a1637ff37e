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
  private static final String S3_REMEDY =
      "Make the bucket, and set s3.access-key and s3.secret-key (and s3.endpoint beside Amazon's own"
          + " service) in Flink's configuration, here and on the cluster: docs/guide/files.md.";
  private static final int MOST_REASONS = 5;

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
              "files cannot be created in " + directory + ": " + reason(e),
              isS3(directory)
                  ? S3_REMEDY
                  : "Give a directory that the user of the Flink processes may create and write."));
    }
  }

  /**
   * What keeps files from being read, if anything.
   *
   * @param awaited whether they may come later
   */
  static List<CheckFailure> ofReading(Path path, boolean awaited) {
    try {
      return FolderListing.of(path.getFileSystem(), path, false).isPresent() || awaited
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
              path + " cannot be read: " + reason(e),
              isS3(path)
                  ? S3_REMEDY
                  : "Give a file or folder that the user of the Flink processes may read."));
    }
  }

  private static boolean isS3(Path path) {
    return String.valueOf(path.toUri().getScheme()).startsWith("s3");
  }

  /** What the storage said, down to the first cause: clients wrap it more than once. */
  private static String reason(Exception failure) {
    StringBuilder reasons = new StringBuilder(failure.toString());
    Throwable cause = failure.getCause();
    for (int i = 0; cause != null && i < MOST_REASONS; i++) {
      if (cause.getMessage() != null && reasons.indexOf(cause.getMessage()) < 0) {
        reasons.append("; ").append(cause.getMessage());
      }
      cause = cause.getCause();
    }
    return reasons.toString();
  }

  private static CheckFailure withoutPlugin(Path path) {
    return new CheckFailure(
        "Flink has no file system for " + path.toUri().getScheme() + "://",
        "Put its plugin into a folder of Flink's plugins directory, for s3:// the jar"
            + " flink-s3-fs-hadoop into plugins/s3-fs-hadoop, and start Flink again.");
  }
}

package io.esync.connectors.filesystem;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Looks which files a source has to read. */
final class FolderListing {
  private FolderListing() {}

  /**
   * The lengths of the files by their names: of the one file that stands at {@code path}, or of
   * those in the folder there. Empty if there is nothing at {@code path}.
   */
  static Optional<Map<String, Long>> of(FileSystem fileSystem, Path path) throws IOException {
    FileStatus found;
    try {
      found = fileSystem.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of(
        found.isDir() ? content(fileSystem, path) : Map.of(path.getName(), found.getLen()));
  }

  private static Map<String, Long> content(FileSystem fileSystem, Path folder) throws IOException {
    Map<String, Long> lengths = new TreeMap<>();
    FileStatus[] content = fileSystem.listStatus(folder);
    for (FileStatus file : content == null ? new FileStatus[0] : content) {
      String name = file.getPath().getName();
      if (!file.isDir() && !name.startsWith(".") && !name.startsWith("_")) {
        lengths.put(name, file.getLen());
      }
    }
    return lengths;
  }

  /** Where the file of that name is: {@code path} itself, or in the folder there. */
  static Path file(FileSystem fileSystem, Path path, String name) throws IOException {
    return fileSystem.getFileStatus(path).isDir() ? new Path(path, name) : path;
  }
}

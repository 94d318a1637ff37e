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
   * The files by their names: the one that stands at {@code path}, or those in the folder there.
   * Empty if there is nothing at {@code path}.
   *
   * @param recursive whether files in folders of the folder count; their names are their paths
   */
  static Optional<Map<String, FileStamp>> of(FileSystem fileSystem, Path path, boolean recursive)
      throws IOException {
    FileStatus found;
    try {
      found = fileSystem.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    Map<String, FileStamp> files = new TreeMap<>();
    if (found.isDir()) {
      collect(fileSystem, path, "", recursive, files);
    } else {
      files.put(path.getName(), stamp(found));
    }
    return Optional.of(files);
  }

  private static void collect(
      FileSystem fileSystem,
      Path folder,
      String prefix,
      boolean recursive,
      Map<String, FileStamp> files)
      throws IOException {
    FileStatus[] content = fileSystem.listStatus(folder);
    for (FileStatus file : content == null ? new FileStatus[0] : content) {
      String name = file.getPath().getName();
      if (name.startsWith(".") || name.startsWith("_")) {
        continue;
      }
      if (!file.isDir()) {
        files.put(prefix + name, stamp(file));
      } else if (recursive) {
        collect(fileSystem, file.getPath(), prefix + name + "/", true, files);
      }
    }
  }

  private static FileStamp stamp(FileStatus file) {
    return new FileStamp(file.getLen(), file.getModificationTime());
  }

  /** Where the file of that name is: {@code path} itself, or in the folder there. */
  static Path file(FileSystem fileSystem, Path path, String name) throws IOException {
    return fileSystem.getFileStatus(path).isDir() ? new Path(path, name) : path;
  }
}

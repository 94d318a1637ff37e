package io.esync.connectors.filesystem;

import io.esync.connectors.spi.poll.Beginning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cuts the first reading of a folder into parts of whole files. The files have got their numbers
 * before, so that the version of a record is the same whoever reads it. Files that grow are left to
 * who reads the folder afterwards: it goes on where their last line ended.
 */
final class FolderParts {
  /** About how many parts there are at most, so that each of a million files is not a message. */
  private static final int MOST = 256;

  /** What it costs to open a file, in bytes that could be read in that time. */
  private static final long OPENING_BYTES = 64 << 10;

  private FolderParts() {}

  /**
   * The parts; none where there are not two files to read.
   *
   * @param followed whether the folder is looked at afterwards
   */
  static Beginning<FilesPosition> of(StoredFolder folder, boolean followed) throws IOException {
    FileProgress progress = folder.progress(FilesPosition.START);
    folder.look(progress);
    FilesPosition found = progress.position();
    List<Map.Entry<String, FileMark>> files =
        found.files().entrySet().stream()
            .filter(file -> !folder.grows(file.getKey()))
            .sorted(Comparator.comparingLong(file -> file.getValue().number()))
            .toList();
    if (files.size() < 2) {
      return new Beginning<>(FilesPosition.START, List.of());
    }
    return new Beginning<>(followed ? afterwards(found, files) : null, parts(files));
  }

  private static List<FilesPosition> parts(List<Map.Entry<String, FileMark>> files) {
    long all = files.stream().mapToLong(FolderParts::weight).sum();
    List<FilesPosition> parts = new ArrayList<>();
    Map<String, FileMark> part = new TreeMap<>();
    long weight = 0;
    for (Map.Entry<String, FileMark> file : files) {
      part.put(file.getKey(), file.getValue());
      weight += weight(file);
      if (weight >= all / MOST) {
        parts.add(FilesPosition.ofPart(part));
        part.clear();
        weight = 0;
      }
    }
    if (!part.isEmpty()) {
      parts.add(FilesPosition.ofPart(part));
    }
    return parts;
  }

  private static long weight(Map.Entry<String, FileMark> file) {
    return file.getValue().stamp().length() + OPENING_BYTES;
  }

  private static FilesPosition afterwards(
      FilesPosition found, List<Map.Entry<String, FileMark>> read) {
    Map<String, FileMark> files = new TreeMap<>(found.files());
    read.forEach(file -> files.put(file.getKey(), file.getValue().end()));
    return new FilesPosition(files, found.last(), found.forgotten());
  }
}

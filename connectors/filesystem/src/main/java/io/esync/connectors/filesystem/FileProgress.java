package io.esync.connectors.filesystem;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Knows which bytes of which files come next. Its state is bounded by the files that are there.
 *
 * <p>Files get their numbers when they are found, those that are found together in the order of
 * their names. They are read in the order of their numbers, each up to the length that it had when
 * it was looked at. A file that became shorter was replaced, and counts as a new one.
 */
final class FileProgress {
  private final Map<String, FileMark> files;
  private final Map<String, Long> lengthsTried = new HashMap<>();
  private final Queue<Part> parts = new ArrayDeque<>();
  private long last;

  /**
   * What is to be read of a file now.
   *
   * @param end the offset after the last byte that is there
   */
  record Part(String name, FileMark from, long end) {}

  FileProgress(FilesPosition position) {
    this.files = new TreeMap<>(position.files());
    this.last = position.last();
  }

  FilesPosition position() {
    return new FilesPosition(files, last);
  }

  /** Takes note of the files that are there now, with their lengths. */
  void found(Map<String, Long> lengths) {
    files.keySet().retainAll(lengths.keySet());
    lengthsTried.keySet().retainAll(lengths.keySet());
    parts.clear();
    new TreeMap<>(lengths).forEach(this::number);
    files.entrySet().stream()
        .map(file -> new Part(file.getKey(), file.getValue(), lengths.get(file.getKey())))
        .filter(part -> part.end() > part.from().offset())
        .filter(part -> part.end() != lengthsTried.getOrDefault(part.name(), -1L))
        .sorted(Comparator.comparingLong(part -> part.from().number()))
        .forEach(parts::add);
  }

  private void number(String name, long length) {
    FileMark known = files.get(name);
    if (known == null || length < known.offset()) {
      files.put(name, new FileMark(++last, 0, 0));
      lengthsTried.remove(name);
    }
  }

  /** The part to read next; null where all is read. */
  Part next() {
    Part part = parts.peek();
    return part == null ? null : new Part(part.name(), files.get(part.name()), part.end());
  }

  /** A line of the next part was read; it ends before {@code offset}. */
  void read(long offset) {
    files.compute(
        parts.element().name(),
        (name, mark) -> new FileMark(mark.number(), offset, mark.lines() + 1));
  }

  /** The next part has no further whole line. */
  void exhausted() {
    Part part = parts.remove();
    lengthsTried.put(part.name(), part.end());
  }

  /** The next part is not there any more, or not now. */
  void missing() {
    parts.remove();
  }
}

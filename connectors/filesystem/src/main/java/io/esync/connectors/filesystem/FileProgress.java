package io.esync.connectors.filesystem;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Knows which files come next, and from where on. Its state is bounded by the files that are there,
 * and where old ones are forgotten by those that were written lately.
 *
 * <p>Files get their numbers when they are found, those that are found together in the order of
 * their names, and are read in the order of their numbers. A file that changed counts as a new one,
 * unless it grew and files are such that grow.
 */
final class FileProgress {
  private final Predicate<String> growing;
  private final long rememberedMillis;
  private final Map<String, FileMark> files;
  private final Queue<String> next = new ArrayDeque<>();
  private final boolean part;
  private long last;
  private long forgotten;

  /**
   * @param growing whether the file of a name only grows at its end
   * @param rememberedMillis how much older than the newest file one is when it is forgotten; 0 for
   *     never
   */
  FileProgress(FilesPosition position, Predicate<String> growing, long rememberedMillis) {
    this.growing = growing;
    this.rememberedMillis = rememberedMillis;
    this.files = new TreeMap<>(position.files());
    this.last = position.last();
    this.forgotten = position.forgotten();
    this.part = position.part();
    if (part) {
      queue(name -> true);
    }
  }

  FilesPosition position() {
    return new FilesPosition(files, last, forgotten, part);
  }

  /**
   * Takes note of the files that are there now.
   *
   * @param settledUntil files that were written later, in milliseconds since the epoch, wait
   */
  void found(Map<String, FileStamp> there, long settledUntil) {
    files.keySet().retainAll(there.keySet());
    next.clear();
    new TreeMap<>(there)
        .forEach(
            (name, stamp) -> {
              if (stamp.modified() <= settledUntil) {
                look(name, stamp);
              }
            });
    forgetOld();
    queue(name -> there.get(name).modified() <= settledUntil);
  }

  private void queue(Predicate<String> readable) {
    files.entrySet().stream()
        .filter(file -> !file.getValue().finished())
        .filter(file -> readable.test(file.getKey()))
        .sorted(Comparator.comparingLong(file -> file.getValue().number()))
        .forEach(file -> next.add(file.getKey()));
  }

  private void look(String name, FileStamp stamp) {
    FileMark known = files.get(name);
    if (known == null) {
      if (stamp.modified() > forgotten) {
        files.put(name, FileMark.start(++last, stamp));
      }
    } else if (!known.stamp().matches(stamp)) {
      boolean grew = growing.test(name) && stamp.length() >= known.offset();
      files.put(name, grew ? known.grown(stamp) : FileMark.start(++last, stamp));
    }
  }

  /** Forgets what was written long before the newest file, as far as all of that is read. */
  private void forgetOld() {
    if (rememberedMillis == 0) {
      return;
    }
    long newest =
        files.values().stream().mapToLong(mark -> mark.stamp().modified()).max().orElse(0);
    long oldestUnread =
        files.values().stream()
            .filter(mark -> !mark.finished())
            .mapToLong(mark -> mark.stamp().modified())
            .min()
            .orElse(Long.MAX_VALUE);
    forgotten = Math.max(forgotten, Math.min(newest - rememberedMillis, oldestUnread - 1));
    files.values().removeIf(mark -> mark.finished() && mark.stamp().modified() <= forgotten);
  }

  /** The file to read next; null where all is read. */
  String next() {
    return next.peek();
  }

  /** Where the next file goes on. */
  FileMark mark() {
    return files.get(next.element());
  }

  /**
   * A piece of the next file was read.
   *
   * @param offset of what comes after it
   */
  void read(long offset, long lines) {
    files.compute(next.element(), (name, mark) -> mark.advanced(offset, lines));
  }

  /** There is nothing more in the next file. */
  void exhausted() {
    files.compute(next.remove(), (name, mark) -> mark.end());
  }

  /** The next file is not there any more, or not now. */
  void missing() {
    next.remove();
  }
}

package org.example.esync.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The entries of a folder: the text of each file by its name. Hidden files are none. */
record TextFolder(Path path) {
  private static final Pattern NAME = Pattern.compile("[^./\\\\][^/\\\\]{0,200}");

  /** Whether a file can be called so. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  Map<String, String> read() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    for (Path file : files()) {
      try {
        entries.put(file.getFileName().toString(), Files.readString(file));
      } catch (NoSuchFileException e) {
        // gone since it was listed
      }
    }
    return entries;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> isName(file.getFileName().toString())).toList();
    }
  }

  /** Writes an entry at once: a reader sees the old text or the new one. */
  void write(String name, String text) throws IOException {
    Path written = path.resolve("." + name + ".new");
    Files.writeString(written, text);
    Files.move(
        written,
        path.resolve(name),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String name) throws IOException {
    Files.deleteIfExists(path.resolve(name));
  }
}

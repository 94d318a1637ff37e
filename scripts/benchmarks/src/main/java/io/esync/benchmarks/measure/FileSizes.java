package io.esync.benchmarks.measure;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/** How much is in files that others write and delete meanwhile. */
public final class FileSizes extends SimpleFileVisitor<Path> {
  private final String ending;
  private final Map<Object, Long> bytes = new HashMap<>();

  private FileSizes(String ending) {
    this.ending = ending;
  }

  /**
   * Bytes of the files below a folder whose names end so. One that has several names, as in a
   * checkpoint that is being written, counts once; one that goes away meanwhile does not count.
   */
  public static long bytes(Path folder, String ending) throws IOException {
    FileSizes sizes = new FileSizes(ending);
    Files.walkFileTree(folder, sizes);
    return sizes.bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (file.toString().endsWith(ending)) {
      bytes.put(attributes.fileKey(), attributes.size());
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }
}

package io.esync.connectors.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/**
 * An archive with a server's binaries, unpacked below the temporary directory once for all
 * processes of the machine.
 */
final class UnpackedArchive {
  private static final int OWNER_MAY_EXECUTE = 0100;
  private static final String COMPLETE = ".complete";

  private UnpackedArchive() {}

  /** Writes what an archive holds into an empty directory. */
  @FunctionalInterface
  interface Contents {
    void unpack(Path directory) throws IOException;
  }

  /**
   * The directory with the contents of {@code resource}, a compressed tar archive on the class
   * path.
   *
   * @param name of the directory; names the server and its version
   * @throws IllegalStateException if the resource is not on the class path
   */
  static Path of(String resource, String name) {
    URL archive = UnpackedArchive.class.getClassLoader().getResource(resource);
    if (archive == null) {
      throw new IllegalStateException(
          resource + " is not on the class path: the server binaries exist for Linux on x86-64");
    }
    return of(directory -> unpack(archive, directory), resource, name);
  }

  /**
   * The directory with {@code contents}.
   *
   * @param archive what they come from, for messages
   * @param name of the directory; names the server and its version
   */
  static Path of(Contents contents, String archive, String name) {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"), "esync-testkit");
    Path directory = parent.resolve(name);
    try {
      unpackOnce(contents, parent, directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + archive + " into " + directory, e);
    }
    return directory;
  }

  private static synchronized void unpackOnce(Contents contents, Path parent, Path directory)
      throws IOException {
    if (Files.exists(directory.resolve(COMPLETE))) {
      return;
    }
    Files.createDirectories(parent);
    Path lockFile = parent.resolve(directory.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(directory.resolve(COMPLETE))) {
        Directories.delete(directory);
        contents.unpack(directory);
        Files.createFile(directory.resolve(COMPLETE));
      }
    }
  }

  private static void unpack(URL archive, Path directory) throws IOException {
    try (InputStream file = new BufferedInputStream(archive.openStream());
        TarArchiveInputStream tar = new TarArchiveInputStream(decompressed(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, directory.resolve(entry.getName()).normalize());
      }
    }
  }

  private static InputStream decompressed(InputStream file) throws IOException {
    try {
      return new CompressorStreamFactory().createCompressorInputStream(file);
    } catch (CompressorException e) {
      throw new IOException("not compressed in a known way", e);
    }
  }

  private static void unpack(TarArchiveEntry entry, TarArchiveInputStream tar, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      copy(tar, path, (entry.getMode() & OWNER_MAY_EXECUTE) != 0);
    }
  }

  static void copy(InputStream file, Path path, boolean executable) throws IOException {
    Files.copy(file, path);
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}

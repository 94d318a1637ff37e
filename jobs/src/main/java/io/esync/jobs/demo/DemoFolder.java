package io.esync.jobs.demo;

import io.esync.jobs.cluster.Installation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code .esync/demo}, which everything of the demo lies in. One demo has it at a time. */
final class DemoFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel lock;

  private DemoFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes the folder for this process.
   *
   * @throws DemoFailedException if another demo has it
   */
  static DemoFolder take(Installation installation) {
    Path root = installation.home().resolve(".esync/demo");
    try {
      Files.createDirectories(root.getParent());
      FileChannel channel =
          FileChannel.open(
              root.resolveSibling("demo.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock taken = channel.tryLock();
      if (taken == null) {
        channel.close();
        throw new DemoFailedException("A demo runs already in " + root + ". End it with Ctrl-C.");
      }
      return new DemoFolder(root, channel);
    } catch (IOException e) {
      throw new DemoFailedException("Cannot use the folder " + root + ": " + e.getMessage(), e);
    }
  }

  Path cluster() {
    return root.resolve("cluster");
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path mysql() {
    return root.resolve("mysql");
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path lake() {
    return root.resolve("lake");
  }

  Path root() {
    return root;
  }

  /** Deletes all that is in it. Nothing may run there any more. */
  void delete() {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        deleteOne(path);
      }
    } catch (IOException e) {
      throw new DemoFailedException("Cannot delete " + root + ": " + e.getMessage(), e);
    }
  }

  private static void deleteOne(Path path) throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (NoSuchFileException e) {
      return; // gone meanwhile
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new DemoFailedException("Cannot release " + root + ": " + e.getMessage(), e);
    }
  }
}

package io.esync.connectors.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory that a server lives in.
 *
 * @param temporary whether it goes when the server is closed
 */
record ServerHome(Path directory, boolean temporary) {
  /** The directory as given, or a temporary one where that is null. */
  static ServerHome of(Path directory, String server) throws IOException {
    if (directory == null) {
      return new ServerHome(Files.createTempDirectory("esync-" + server), true);
    }
    return new ServerHome(Files.createDirectories(directory).toAbsolutePath(), false);
  }

  Path data() {
    return directory.resolve("data");
  }

  /** The server's own log. */
  Path log() {
    return directory.resolve("server.log");
  }

  void deleteIfTemporary() throws IOException {
    if (temporary) {
      Directories.delete(directory);
    }
  }
}

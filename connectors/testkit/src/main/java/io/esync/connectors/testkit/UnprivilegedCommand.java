package io.esync.connectors.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a server run that refuses to be root, such as PostgreSQL. */
final class UnprivilegedCommand {
  private static final String NOBODY = "65534";

  private UnprivilegedCommand() {}

  /**
   * What to put before a command so that it does not run as root; empty for another user. A
   * namespace in which root is nobody needs nothing else. Where the kernel or a container forbids
   * one, the process becomes {@code nobody} and is given {@code home}.
   */
  static List<String> prefix(Path home) {
    if (!isRoot()) {
      return new ArrayList<>();
    }
    if (succeeds("unshare", "--user", "true")) {
      return new ArrayList<>(List.of("unshare", "--user"));
    }
    if (!succeeds("chown", "-R", NOBODY + ":" + NOBODY, home.toString())) {
      throw new IllegalStateException("cannot give " + home + " to nobody; run as another user");
    }
    return new ArrayList<>(
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell who runs this process", e);
    }
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

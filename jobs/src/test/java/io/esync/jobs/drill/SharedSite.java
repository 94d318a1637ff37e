package io.esync.jobs.drill;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The one PostgreSQL and the one Flink cluster that all end-to-end tests share. */
final class SharedSite {
  private static DrillSite site;
  private static int closed;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(SharedSite::close));
  }

  private SharedSite() {}

  /** The site; started at first, and stopped with this JVM. */
  static synchronized DrillSite get() {
    if (site == null) {
      String folder = closed == 0 ? "target/end-to-end" : "target/end-to-end-" + closed;
      site = DrillSite.open(Path.of(folder), System.out::println);
    }
    return site;
  }

  private static synchronized void close() {
    if (site != null) {
      site.close();
      site = null;
      closed++;
    }
  }

  /**
   * Closes the site behind a test that failed; found by JUnit itself. Its jobs and databases would
   * fail the next test, and its own second run. The folder is left as it is.
   */
  public static final class Tidying implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
      if (context.getExecutionException().isPresent()) {
        close();
      }
    }
  }
}

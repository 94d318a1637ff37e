package io.esync.jobs.drill;

import io.esync.jobs.cluster.FlinkJob;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The one PostgreSQL and the one Flink cluster that all end-to-end tests share. */
final class SharedSite {
  private static DrillSite site;

  private SharedSite() {}

  /** The site; started at first, and stopped with this JVM. */
  static synchronized DrillSite get() {
    if (site == null) {
      site = DrillSite.open(Path.of("target/end-to-end"), System.out::println);
      Runtime.getRuntime().addShutdownHook(new Thread(site::close));
    }
    return site;
  }

  /** Cancels what still runs, which only a failed test leaves: the next one needs the slots. */
  static synchronized void endJobs() {
    if (site != null) {
      for (FlinkJob job : site.flink().jobs()) {
        if (!job.isTerminal()) {
          site.cancel(job.id());
        }
      }
    }
  }

  /** Ends what a test leaves; found by JUnit itself. */
  public static final class Tidying implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
      endJobs();
    }
  }
}

package io.esync.jobs.drill;

import java.nio.file.Path;

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
}

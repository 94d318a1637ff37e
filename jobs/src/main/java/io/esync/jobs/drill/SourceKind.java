package io.esync.jobs.drill;

import java.util.Locale;

/** The systems that a drill can read from; named in lower case on the command line. */
public enum SourceKind {
  POSTGRES,
  MYSQL,
  MARIADB;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.esync.jobs.cli;

/** The program {@code esync}. */
public final class Esync {
  private Esync() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(EsyncCommand.commandLine().execute(arguments));
  }
}

package io.esync.jobs.cli;

/**
 * A command did not do what it was asked for a reason outside the program: exit code 1. Its message
 * tells the user what failed and what to do.
 */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }

  public CommandFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}

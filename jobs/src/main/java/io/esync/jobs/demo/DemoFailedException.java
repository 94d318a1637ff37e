package io.esync.jobs.demo;

/** The demo could not go on, or its result is wrong. The message is meant for the user. */
public final class DemoFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DemoFailedException(String message) {
    super(message);
  }

  public DemoFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.esync.operators.resync;

/** What was asked for cannot be done, however often it is tried. The message is for people. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }
}

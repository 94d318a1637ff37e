package io.esync.jobs.state;

/** A checkpoint or savepoint is not there, not whole, or not of the pipeline. For people. */
public final class UnreadableStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean gone;

  UnreadableStateException(String message, boolean gone, Throwable cause) {
    super(message, cause);
    this.gone = gone;
  }

  /** Whether files were missing: a running job may have replaced the checkpoint meanwhile. */
  public boolean isGone() {
    return gone;
  }
}

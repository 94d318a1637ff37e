package io.esync.connectors.spi.http;

/** A request that was not answered well. Neither message nor body hold a secret of the client. */
public final class HttpFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** The status of a request without an answer. */
  public static final int NO_ANSWER = 0;

  private final int status;
  private final boolean passing;

  HttpFailure(int status, boolean passing, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.passing = passing;
  }

  /** The status that was answered; {@link #NO_ANSWER} where there was none. */
  public int status() {
    return status;
  }

  /** Whether the same request may be answered well later. */
  public boolean isPassing() {
    return passing;
  }
}

package io.esync.connectors.spi.poll;

/** A system cannot be reached now; it is worth trying again. */
public final class SourceUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which system, and what it said; no secrets
   */
  public SourceUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

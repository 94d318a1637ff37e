package io.esync.connectors.spi.store;

/** Rows could not be read or written. The message is for people and holds no secret. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}

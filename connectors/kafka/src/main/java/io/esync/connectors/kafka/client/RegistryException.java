package io.esync.connectors.kafka.client;

import java.io.IOException;

/** A schema registry that cannot be asked at the moment, or refuses. Holds no secret. */
public final class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status of HTTP; 0 where there was no answer
   */
  RegistryException(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** Whether the registry answered that there is no such thing. */
  public boolean isNotFound() {
    return status == 404;
  }

  /** Whether the registry will never take what it was given, e.g. an incompatible schema. */
  public boolean isRefusal() {
    return status == 409 || status == 422;
  }

  /** Whether another attempt may succeed. */
  boolean isPassing() {
    return status == 0 || status == 429 || status >= 500;
  }
}

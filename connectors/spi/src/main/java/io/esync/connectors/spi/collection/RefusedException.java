package io.esync.connectors.spi.collection;

import io.esync.connectors.spi.http.HttpFailure;
import java.io.IOException;

/** An API does not give out a collection, for a reason that does not pass by itself. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(HttpFailure failure) {
    super(failure.getMessage(), failure);
    this.status = failure.status();
  }

  /** What was answered, e.g. 404. */
  public int status() {
    return status;
  }
}

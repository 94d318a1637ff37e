package io.esync.connectors.spi.http;

import java.net.http.HttpHeaders;
import java.util.Optional;

/** A whole answer. */
public record HttpReply(int status, HttpHeaders headers, String body) {
  private static final int NOT_MODIFIED = 304;

  /** The first header of that name, whatever its case. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** Whether it says that nothing has changed since what the request named. */
  public boolean isUnchanged() {
    return status == NOT_MODIFIED;
  }

  boolean isGood() {
    return status / 100 == 2 || isUnchanged();
  }
}

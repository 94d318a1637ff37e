package io.esync.connectors.cdc.mysql;

import java.sql.SQLException;
import javax.net.ssl.SSLException;

/** Tells failures of an encrypted connection from others. */
final class Tls {
  private static final String NOT_PROVIDED = "SSL Connection required, but not";

  private Tls() {}

  /** Whether encryption was asked for and the server has none. */
  static boolean isMissing(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && cause.getMessage().contains(NOT_PROVIDED)) {
        return true;
      }
    }
    return false;
  }

  /** Whether both sides could not agree, as where the certificate is not trusted. */
  static boolean isRefused(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }
}

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;

/** Turns a driver's exception into what the write operator understands. */
final class Failures {
  private Failures() {}

  /** The failure with the database's own message and its SQLSTATE. */
  static TargetException of(Dialect dialect, SQLException failure) {
    SQLException cause = innermost(failure);
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    return new TargetException(kind(dialect, cause), cause.getMessage(), state, cause);
  }

  /** A batch's exception wraps the one that the database gave. */
  private static SQLException innermost(SQLException failure) {
    return failure instanceof BatchUpdateException && failure.getNextException() != null
        ? failure.getNextException()
        : failure;
  }

  private static Kind kind(Dialect dialect, SQLException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return Kind.TRANSIENT;
      }
    }
    return dialect.kind(failure);
  }
}

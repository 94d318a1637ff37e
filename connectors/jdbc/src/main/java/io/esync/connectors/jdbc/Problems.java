package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** What does not fit, as one exception. */
final class Problems {
  /** PostgreSQL's state for a value whose type is not the column's. */
  static final String MISFIT = "42804";

  private Problems() {}

  /** Throws nothing if there is no problem. */
  static void refuse(Kind kind, List<CheckFailure> failures) throws TargetException {
    if (!failures.isEmpty()) {
      String message =
          failures.stream()
              .map(failure -> failure.problem() + " (" + failure.remedy() + ")")
              .collect(Collectors.joining("; "));
      throw new TargetException(kind, message, kind == Kind.REFUSED ? MISFIT : "", null);
    }
  }

  /** Why a database cannot be used. */
  static CheckFailure connectionFailure(DatabaseAccess access, SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    String message = "cannot use " + access.url() + ": " + failure.getMessage();
    if (state.startsWith("28")) {
      return new CheckFailure(
          message, "check username '" + access.username() + "' and the password");
    }
    if (isTls(failure)) {
      return new CheckFailure(
          message,
          "check that the server has a certificate, that the JVM trusts it"
              + " (-Djavax.net.ssl.trustStore=…), and what url says of TLS");
    }
    return new CheckFailure(
        message,
        state.startsWith("08")
            ? "check host and port in url, and that the server runs and can be reached"
            : "check url and session");
  }

  private static boolean isTls(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException || String.valueOf(cause.getMessage()).contains("SSL")) {
        return true;
      }
    }
    return false;
  }

  static CheckFailure missingTable(TableName table) {
    return new CheckFailure(
        "table '" + table + "' does not exist, and 'create' is 'never'",
        "create the table, or set create: if-missing");
  }
}

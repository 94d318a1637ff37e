package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.MySqlCdcConfig;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Tests all that must be in place before a source can start. */
public final class Prerequisites {
  private static final int ACCESS_DENIED = 1045;
  private static final int TOO_MANY_CONNECTIONS = 1040;

  private Prerequisites() {}

  /** What is missing; empty if the source would start. */
  public static List<CheckFailure> check(MySqlCapture capture, SourceContext context) {
    MySqlCdcConfig config = capture.config();
    try (Connection connection = MySqlConnections.open(config)) {
      List<CheckFailure> failures = new ArrayList<>();
      boolean mariaDb = MySqlServerKind.isMariaDb(connection);
      ServerChecks.check(connection, mariaDb, config, failures);
      PrivilegeChecks.check(connection, mariaDb, config, failures);
      new TableChecks(connection, capture, context).check(failures);
      return failures;
    } catch (SQLException e) {
      return List.of(failure(config, e));
    }
  }

  private static CheckFailure failure(MySqlCdcConfig config, SQLException e) {
    String server = config.host() + ":" + config.port();
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (Tls.isMissing(e)) {
      return new CheckFailure(
          server + " offers no TLS, and ssl_mode is " + config.sslMode(),
          "Give the server a certificate (ssl_cert, ssl_key), or set ssl_mode: preferred");
    }
    if (Tls.isRefused(e)) {
      return new CheckFailure(
          "the certificate of " + server + " is not trusted, and ssl_mode is " + config.sslMode(),
          "Make its authority known to the JVMs of Flink and of esync"
              + " (-Djavax.net.ssl.trustStore=…), or set ssl_mode: required, which encrypts and"
              + " trusts any certificate");
    }
    if (e.getErrorCode() == ACCESS_DENIED || state.startsWith("28")) {
      return new CheckFailure(
          "user '" + config.username() + "' cannot log in to " + server,
          "Check username and password, and that the user may connect from here with ssl_mode: "
              + config.sslMode());
    }
    if (e.getErrorCode() == TOO_MANY_CONNECTIONS) {
      return new CheckFailure(
          server + " has no connection left", "Raise max_connections, or close other connections");
    }
    if (state.startsWith("08") || state.isEmpty()) {
      Throwable cause = e.getCause() == null ? null : e.getCause().getCause();
      String reason = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
      return new CheckFailure(
          "no connection to " + server + reason,
          "Check host and port, and that the server runs, listens there and may be reached");
    }
    return new CheckFailure(
        server + " refused a query: " + e.getMessage().lines().findFirst().orElse(state),
        "Grant user '" + config.username() + "' what the message names (SQLSTATE " + state + ")");
  }
}

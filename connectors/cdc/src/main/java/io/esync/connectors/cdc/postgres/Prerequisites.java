package io.esync.connectors.cdc.postgres;

import io.debezium.relational.TableId;
import io.esync.connectors.cdc.PostgresCdcConfig;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Tests all that must be in place before a source can start. */
public final class Prerequisites {
  private Prerequisites() {}

  /** What is missing; empty if the source would start. */
  public static List<CheckFailure> check(Capture capture, SourceContext context) {
    PostgresCdcConfig config = capture.config();
    try (Connection connection = Connections.open(config)) {
      List<CheckFailure> failures = new ArrayList<>();
      ServerChecks.check(connection, config, failures);
      List<TableId> tables = Tables.captured(connection, capture);
      new TableChecks(connection, capture, context).check(tables, failures);
      new PublicationChecks(connection, capture).check(tables, failures);
      SlotChecks.check(connection, capture, failures);
      return failures;
    } catch (SQLException e) {
      return List.of(failure(config, e));
    }
  }

  private static CheckFailure failure(PostgresCdcConfig config, SQLException e) {
    String server = config.host() + ":" + config.port();
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("28")) {
      return new CheckFailure(
          "role '" + config.username() + "' cannot log in to " + server,
          "Check username and password, and that pg_hba.conf lets the role in from here");
    }
    if (state.equals("3D000")) {
      return new CheckFailure(
          "database '" + config.database() + "' does not exist on " + server,
          "Check database; the server lists its databases with: SELECT datname FROM pg_database");
    }
    if (state.equals("53300")) {
      return new CheckFailure(
          server + " has no connection left", "Raise max_connections, or close other connections");
    }
    if (state.startsWith("08") || state.isEmpty()) {
      return new CheckFailure(
          "no connection to " + server + reason(e),
          "Check host and port, and that the server runs, listens there and may be reached");
    }
    return new CheckFailure(
        server + " refused a query: " + e.getMessage().lines().findFirst().orElse(state),
        "Grant role '" + config.username() + "' what the message names (SQLSTATE " + state + ")");
  }

  private static String reason(SQLException e) {
    return e.getCause() == null ? "" : " (" + e.getCause().getClass().getSimpleName() + ")";
  }
}

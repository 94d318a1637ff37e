package io.esync.connectors.cdc.postgres;

import io.debezium.relational.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The publication that names the captured tables to the server. */
final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  private final Capture capture;

  Publication(Capture capture) {
    this.capture = capture;
  }

  /**
   * Creates the publication, or adds the tables that it lacks.
   *
   * @return whether anything was changed
   */
  boolean prepare(Connection connection) throws SQLException {
    List<TableId> missing = missing(connection);
    if (missing.isEmpty()) {
      return false;
    }
    String statement = statement(exists(connection), missing);
    if (!capture.config().publicationAutocreate()) {
      throw new SQLException(
          "publication '" + capture.publication() + "' lacks captured tables; run " + statement);
    }
    LOG.info("{}", statement);
    try (Statement change = connection.createStatement()) {
      change.execute(statement);
    }
    return true;
  }

  /** What an administrator would run to have {@code tables} published. */
  String statement(boolean exists, List<TableId> tables) {
    String names = tables.stream().map(Sql::name).collect(Collectors.joining(", "));
    String publication = Sql.name(capture.publication());
    return exists
        ? "ALTER PUBLICATION " + publication + " ADD TABLE " + names
        : "CREATE PUBLICATION "
            + publication
            + " FOR TABLE "
            + names
            + " WITH (publish_via_partition_root = true)";
  }

  boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT FROM pg_catalog.pg_publication WHERE pubname = ?")) {
      statement.setString(1, capture.publication());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** The captured tables that are not in the publication. */
  List<TableId> missing(Connection connection) throws SQLException {
    Set<String> published = new HashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT schemaname, tablename FROM pg_catalog.pg_publication_tables WHERE pubname = ?")) {
      statement.setString(1, capture.publication());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          published.add(Sql.name(rows.getString(1), rows.getString(2)));
        }
      }
    }
    List<TableId> missing = new ArrayList<>(Tables.captured(connection, capture));
    missing.removeIf(table -> published.contains(Sql.name(table)));
    return missing;
  }
}

package io.esync.connectors.cdc.postgres;

import io.debezium.relational.TableId;
import io.esync.connectors.spi.CheckFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Checks that the publication holds the captured tables as a whole, or may be made to. */
final class PublicationChecks {
  private static final String EXISTING =
      "SELECT pubinsert AND pubupdate AND pubdelete, pg_has_role(pubowner, 'USAGE'),"
          + " coalesce((to_jsonb(p) ->> 'pubviaroot')::boolean, false),"
          + " EXISTS (SELECT FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid"
          + " AND coalesce(to_jsonb(r) ->> 'prqual', to_jsonb(r) ->> 'prattrs') IS NOT NULL)"
          + " FROM pg_catalog.pg_publication p WHERE pubname = ?";
  private static final String TABLE =
      "SELECT pg_has_role(c.relowner, 'USAGE'), c.relkind = 'p' FROM pg_catalog.pg_class c"
          + " WHERE c.oid = ?::pg_catalog.regclass";
  private static final String MAY_CREATE =
      "SELECT has_database_privilege(current_database(), 'CREATE')";

  private final Connection connection;
  private final Capture capture;
  private final Publication publication;

  PublicationChecks(Connection connection, Capture capture) {
    this.connection = connection;
    this.capture = capture;
    this.publication = new Publication(capture);
  }

  void check(List<TableId> tables, List<CheckFailure> failures) throws SQLException {
    boolean owned = true;
    boolean exists = false;
    try (PreparedStatement statement = connection.prepareStatement(EXISTING)) {
      statement.setString(1, capture.publication());
      try (ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          exists = true;
          owned = row.getBoolean(2);
          whole(row.getBoolean(1), row.getBoolean(3), row.getBoolean(4), tables, failures);
        }
      }
    }
    List<TableId> missing = publication.missing(connection);
    if (missing.isEmpty()) {
      return;
    }
    String problem =
        exists
            ? "publication '" + capture.publication() + "' lacks tables"
            : "publication '" + capture.publication() + "' does not exist";
    String remedy = "Let their owner run: " + publication.statement(exists, missing);
    if (!capture.config().publicationAutocreate()) {
      failures.add(new CheckFailure(problem, remedy));
    } else if (!owned || !(exists || truth(MAY_CREATE, null, 1)) || !ownsAll(missing)) {
      String role = capture.config().username();
      failures.add(
          new CheckFailure(problem + ", and role '" + role + "' may not change that", remedy));
    }
  }

  private void whole(
      boolean allChanges,
      boolean viaRoot,
      boolean partly,
      List<TableId> tables,
      List<CheckFailure> failures)
      throws SQLException {
    String name = "publication '" + capture.publication() + "'";
    String alter = "ALTER PUBLICATION " + Sql.name(capture.publication());
    if (!allChanges) {
      failures.add(
          new CheckFailure(
              name + " does not publish insert, update and delete",
              alter + " SET (publish = 'insert, update, delete, truncate')"));
    }
    if (partly) {
      failures.add(
          new CheckFailure(
              name + " leaves out rows or columns of a table, which a copy of the table has",
              "Publish whole tables; filter with where and map of the entity"));
    }
    for (TableId table : tables) {
      if (!viaRoot && truth(TABLE, Sql.name(table), 2)) {
        failures.add(
            new CheckFailure(
                name + " publishes the partitions of " + Sql.name(table) + " one by one",
                alter + " SET (publish_via_partition_root = true)"));
      }
    }
  }

  private boolean ownsAll(List<TableId> tables) throws SQLException {
    for (TableId table : tables) {
      if (!truth(TABLE, Sql.name(table), 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean truth(String query, String parameter, int column) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (parameter != null) {
        statement.setString(1, parameter);
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(column);
      }
    }
  }
}

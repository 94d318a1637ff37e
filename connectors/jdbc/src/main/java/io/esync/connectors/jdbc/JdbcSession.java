package io.esync.connectors.jdbc;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection and what is known of the tables behind it. */
final class JdbcSession {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcSession.class);

  private final Connection connection;
  private final Map<String, EntityStatements> entities = new HashMap<>();

  private JdbcSession(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects, makes what is missing and checks what is there.
   *
   * @param marker of what is written, or null
   */
  static JdbcSession open(JdbcTarget target, String marker) throws SQLException, TargetException {
    Dialect dialect = target.dialect();
    JdbcSession session =
        new JdbcSession(dialect.connect(target.config().access(), target.application()));
    try {
      if (marker != null) {
        PostgresOrigin.use(session.connection, marker);
      }
      for (EntityRoute route : target.routes()) {
        EntityTable table = new EntityTable(dialect, route, target.create());
        table.open(session.connection);
        session.entities.put(route.entity(), new EntityStatements(table));
      }
      session.connection.commit();
      return session;
    } catch (SQLException | TargetException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Writes all of {@code batch} in one transaction. Deletes go first: a row may take over what is
   * unique to one that goes. After an exception the caller rolls back.
   */
  void write(List<ChangeRecord> batch) throws SQLException, TargetException {
    Map<RowStatement, List<Row>> deletes = new LinkedHashMap<>();
    Map<RowStatement, List<Row>> upserts = new LinkedHashMap<>();
    for (ChangeRecord change : batch) {
      EntityStatements statements = statements(change);
      if (change.op() == ChangeOp.DELETE) {
        statements.delete(change.row()).ifPresent(s -> add(deletes, s, change.row()));
      } else {
        add(upserts, statements.upsert(connection, change.row()), change.row());
      }
    }
    execute(deletes);
    execute(upserts);
    connection.commit();
  }

  /**
   * Looks at the change's table again, and widens it where that is allowed and needed. True if it
   * is not what it was when it was last seen.
   */
  boolean reload(ChangeRecord change) throws SQLException, TargetException {
    boolean changed = statements(change).reload(connection, change.row());
    connection.commit();
    return changed;
  }

  private EntityStatements statements(ChangeRecord change) throws TargetException {
    EntityStatements statements = entities.get(change.entity());
    if (statements == null) {
      throw new TargetException(
          Kind.FATAL, "entity '" + change.entity() + "' has no route into this target", "", null);
    }
    return statements;
  }

  private static void add(Map<RowStatement, List<Row>> groups, RowStatement statement, Row row) {
    groups.computeIfAbsent(statement, s -> new ArrayList<>()).add(row);
  }

  private void execute(Map<RowStatement, List<Row>> groups) throws SQLException, TargetException {
    for (Map.Entry<RowStatement, List<Row>> group : groups.entrySet()) {
      group.getKey().execute(connection, group.getValue());
    }
  }

  /** Undoes a failed write. False if the connection is of no more use. */
  boolean rollback() {
    try {
      connection.rollback();
      return !connection.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Closes the connection; what fails then has no consequence. */
  void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection did not close cleanly", e);
    }
  }
}

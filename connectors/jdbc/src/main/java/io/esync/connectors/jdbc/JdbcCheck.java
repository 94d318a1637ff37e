package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Connects and finds all that would keep the target from being written. Changes nothing. */
final class JdbcCheck {
  private final JdbcTarget target;
  private final Dialect dialect;
  private final List<CheckFailure> failures = new ArrayList<>();

  private JdbcCheck(JdbcTarget target) {
    this.target = target;
    this.dialect = target.dialect();
  }

  static List<CheckFailure> run(JdbcTarget target) {
    JdbcCheck check = new JdbcCheck(target);
    try (Connection connection =
        check.dialect.connect(target.config().access(), target.application())) {
      for (EntityRoute route : target.routes()) {
        check.table(connection, route);
        connection.rollback();
      }
      if (target.marker() != null) {
        check.failures.addAll(PostgresOrigin.missing(connection, target.marker()));
        connection.rollback();
      }
    } catch (SQLException e) {
      check.failures.add(Problems.connectionFailure(target.config().access(), e));
    }
    return check.failures;
  }

  private void table(Connection connection, EntityRoute route) throws SQLException {
    List<CheckFailure> names = TableDdl.nameProblems(dialect, route.table());
    failures.addAll(names);
    if (!names.isEmpty()) {
      return;
    }
    Optional<TableShape> shape = dialect.inspect(connection, route.table());
    if (shape.isPresent()) {
      existing(connection, route, shape.get());
    } else if (target.create()) {
      route
          .declaredLayout()
          .ifPresent(layout -> failures.addAll(TableDdl.problems(dialect, route.table(), layout)));
      failures.addAll(dialect.missingPrivileges(connection, route.table(), false));
    } else {
      failures.add(Problems.missingTable(route.table()));
    }
  }

  private void existing(Connection connection, EntityRoute route, TableShape shape)
      throws SQLException {
    Optional<Layout> declared = route.declaredLayout();
    if (declared.isPresent()) {
      failures.addAll(TableFit.problems(dialect, route, shape, declared.get()));
    } else if (!route.key().isEmpty()) {
      failures.addAll(TableFit.keyProblems(dialect, route, shape, route.key()));
    }
    failures.addAll(dialect.missingPrivileges(connection, route.table(), true));
  }
}

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.SchemaEvolution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of one entity as one connection sees it: made and checked before its first row, and
 * changed where rows bring new fields.
 */
final class EntityTable {
  private static final Logger LOG = LoggerFactory.getLogger(EntityTable.class);

  private final Dialect dialect;
  private final EntityRoute route;
  private final boolean create;

  private TableShape shape;
  private boolean checked;

  EntityTable(Dialect dialect, EntityRoute route, boolean create) {
    this.dialect = dialect;
    this.route = route;
    this.create = create;
  }

  /** Makes and checks the table as far as the contract tells how it has to be. */
  void open(Connection connection) throws SQLException, TargetException {
    shape = dialect.inspect(connection, route.table()).orElse(null);
    Optional<Layout> declared = route.declaredLayout();
    if (declared.isPresent()) {
      require(connection, declared.get());
    } else if (shape == null && !create) {
      Problems.refuse(Kind.FATAL, List.of(Problems.missingTable(route.table())));
    } else if (shape != null && !route.key().isEmpty()) {
      Problems.refuse(Kind.FATAL, TableFit.keyProblems(dialect, route, shape, route.key()));
    }
  }

  /** Whether there is a table to delete from. */
  boolean exists() {
    return shape != null;
  }

  /**
   * The table, made or changed so that it takes rows of {@code layout} where that is allowed.
   *
   * @throws TargetException where it does not take them: fatal before the first row of all, refused
   *     when only rows of this layout do not fit
   */
  TableShape require(Connection connection, Layout layout) throws SQLException, TargetException {
    if (shape == null) {
      createTable(connection, layout);
    }
    if (route.evolution() == SchemaEvolution.EVOLVE) {
      addColumns(connection, layout);
    }
    List<CheckFailure> problems = TableFit.problems(dialect, route, shape, layout);
    Problems.refuse(checked ? Kind.REFUSED : Kind.FATAL, problems);
    checked = true;
    return shape;
  }

  /** Looks at the table again. True if it is not what it was. */
  boolean reload(Connection connection) throws SQLException {
    TableShape before = shape;
    shape = dialect.inspect(connection, route.table()).orElse(null);
    return !Objects.equals(before, shape);
  }

  /**
   * Widens the columns that cannot keep the field of {@code row}, or its value alone, to a type
   * that holds it and what the table has, which stays as it is. True if there was one.
   */
  boolean widen(Connection connection, Row row) throws SQLException {
    boolean widened = false;
    if (route.evolution() == SchemaEvolution.EVOLVE && shape != null) {
      for (int i = 0; i < row.schema().size(); i++) {
        Column column = shape.column(row.schema().field(i).name());
        if (column != null && column.writable() && !row.isAbsent(i)) {
          widened |= widen(connection, column, row.schema().field(i).type(), row.get(i));
        }
      }
    }
    return widened;
  }

  private boolean widen(Connection connection, Column column, DataType wanted, Object value)
      throws SQLException {
    DataType held = dialect.reading().reader(column).type();
    Optional<DataType> wider =
        Widening.of(held, wanted)
            .filter(type -> !dialect.holds(column, wanted) || !Widening.fits(held, value))
            .filter(type -> Widening.fits(type, value));
    if (wider.isEmpty()) {
      return false;
    }
    Optional<String> ddl = dialect.widen(connection, route.table(), column, wider.get());
    if (ddl.isEmpty()) {
      return false;
    }
    try {
      change(connection, ddl.get());
      LOG.info("{}: {} is {} now", route.table(), column.name(), wider.get());
      return true;
    } catch (SQLException e) {
      TargetException failure = Failures.of(dialect, e);
      if (failure.kind() == Kind.TRANSIENT) {
        throw e;
      }
      LOG.warn("{}: {} stays {}: {}", route.table(), column.name(), column.type(), e.getMessage());
      return false;
    }
  }

  /** The table, of which {@link #exists()} holds, where rows are unique by {@code key}. */
  TableShape requireKey(List<String> key) throws TargetException {
    Problems.refuse(Kind.FATAL, TableFit.keyProblems(dialect, route, shape, key));
    return shape;
  }

  private void createTable(Connection connection, Layout layout)
      throws SQLException, TargetException {
    if (!create) {
      Problems.refuse(Kind.FATAL, List.of(Problems.missingTable(route.table())));
    }
    Problems.refuse(Kind.FATAL, TableDdl.problems(dialect, route.table(), layout));
    change(connection, TableDdl.create(dialect, route.table(), layout));
    if (shape == null) {
      throw new TargetException(
          Kind.FATAL, "table '" + route.table() + "' was created and is not to be seen", "", null);
    }
  }

  private void addColumns(Connection connection, Layout layout)
      throws SQLException, TargetException {
    if (hasAll(layout)) {
      return;
    }
    shape = dialect.inspect(connection, route.table()).orElse(shape);
    for (Field field : layout.fields()) {
      if (shape.column(field.name()) == null && !layout.key().contains(field.name())) {
        Optional<String> unfit = dialect.unfitName(field.name());
        if (unfit.isPresent()) {
          throw new TargetException(
              Kind.REFUSED, "field name '" + field.name() + "' " + unfit.get(), "42622", null);
        }
        change(connection, TableDdl.addColumn(dialect, route.table(), field));
      }
    }
  }

  private boolean hasAll(Layout layout) {
    return layout.fields().stream().allMatch(field -> shape.column(field.name()) != null);
  }

  /** Another writer may do the same at the same moment: whoever comes second finds it done. */
  private void change(Connection connection, String ddl) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(ddl);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      if (!dialect.existsAlready(e)) {
        throw e;
      }
    }
    shape = dialect.inspect(connection, route.table()).orElse(null);
  }

  EntityRoute route() {
    return route;
  }

  Dialect dialect() {
    return dialect;
  }
}

package io.esync.connectors.jdbc;

import static java.util.stream.Collectors.joining;

import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Inserts rows by COPY, which costs the server half of what an upsert does, and upserts them where
 * that fails. So it is for rows that are likely to be new; whether they are is only found by
 * trying. After a failure it upserts at once for a while, longer after each, so that a stream of
 * changes to old rows pays for few attempts.
 *
 * <p>COPY reads values as the column's type does. So it is used only where the cast of an upsert
 * does the same, see {@link #takes}.
 */
final class PostgresCopy implements RowStatement {
  private static final int LEAST_ROWS = 100;
  private static final int LONGEST_PAUSE = 1024;
  private static final int BYTES_OF_ROW = 128;

  /** Types that read the digits of a whole number as its cast does, and refuse what it refuses. */
  private static final Set<String> EXACT = Set.of("smallint", "integer", "bigint", "numeric");

  private final String sql;
  private final List<Binding> columns;
  private final RowStatement upsert;

  private int pause;
  private int rest;

  /**
   * @param upsert what writes the same rows in any case
   */
  PostgresCopy(UpsertPlan plan, PostgresDialect dialect, RowStatement upsert) {
    this.columns = plan.columns();
    this.upsert = upsert;
    this.sql =
        "COPY %s (%s) FROM STDIN"
            .formatted(
                dialect.quote(plan.table()),
                columns.stream()
                    .map(binding -> dialect.quote(binding.column().name()))
                    .collect(joining(", ")));
  }

  /** Whether COPY would store what an upsert by {@code plan} stores. */
  static boolean takes(UpsertPlan plan) {
    return !plan.updateFirst() && plan.columns().stream().allMatch(PostgresCopy::takes);
  }

  private static boolean takes(Binding binding) {
    String wire = PostgresTypes.wire(binding.type());
    String base = binding.column().base();
    boolean whole = wire.equals("integer") || wire.equals("bigint");
    return wire.equals(base) || wire.equals("text") || (whole && EXACT.contains(base));
  }

  @Override
  public void execute(Connection connection, List<Row> rows) throws SQLException, TargetException {
    if (rows.size() < LEAST_ROWS || rest > 0) {
      rest = Math.max(0, rest - 1);
      upsert.execute(connection, rows);
      return;
    }
    CopyText text = text(rows);
    Savepoint before = connection.setSavepoint();
    try {
      copy(connection, text);
      connection.releaseSavepoint(before);
      pause = 0;
    } catch (SQLException e) {
      undo(connection, before, e);
      pause = Math.min(2 * pause + 1, LONGEST_PAUSE);
      rest = pause;
      upsert.execute(connection, rows);
    }
  }

  private CopyText text(List<Row> rows) throws TargetException {
    CopyText text = new CopyText(rows.size() * BYTES_OF_ROW);
    for (Row row : rows) {
      for (Binding binding : columns) {
        Object value = row.get(binding.index());
        ColumnLimit.check(binding.column(), value);
        text.add(value == null ? null : PostgresText.of(binding.type(), value));
      }
      text.endRow();
    }
    return text;
  }

  private void copy(Connection connection, CopyText text) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      copy.writeToCopy(text.bytes(), 0, text.size());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Where even this fails the connection is lost, and the first failure tells why. */
  private static void undo(Connection connection, Savepoint before, SQLException failure)
      throws SQLException {
    try {
      connection.rollback(before);
    } catch (SQLException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }
}

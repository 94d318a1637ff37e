package io.esync.jobs.drill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * Makes random transactions on the table of a {@link DrillSource}: inserts, updates of some or all
 * columns, deletes, deletes with a new insert of the same key, and changes of the key. A fifth of
 * them crowds on a hundred hot keys. Some transactions stay open for seconds, some are rolled back.
 */
final class RandomTransaction implements AutoCloseable {
  private static final int HOT_KEYS = 100;
  private static final int MOST_STATEMENTS = 10;
  private static final int LARGE_NOTE = 3_000;

  private final Connection connection;
  private final DrillStatements statements;
  private final Statement statement;
  private final PreparedStatement insert;
  private final PreparedStatement updateAll;
  private final PreparedStatement updateSome;
  private final PreparedStatement delete;
  private final PreparedStatement move;
  private final Random random;
  private final int keys;

  /**
   * @param connection becomes this object's own
   * @param keys ids are drawn from 1 to this
   */
  RandomTransaction(Connection connection, DrillStatements statements, int keys, Random random)
      throws SQLException {
    this.statements = statements;
    this.connection = connection;
    this.keys = keys;
    this.random = random;
    connection.setAutoCommit(false);
    statement = connection.createStatement();
    insert = connection.prepareStatement(statements.insert());
    updateAll = connection.prepareStatement(statements.updateAll());
    updateSome = connection.prepareStatement(statements.updateSome());
    delete = connection.prepareStatement(statements.delete());
    move = connection.prepareStatement(statements.move());
  }

  /**
   * Makes one transaction.
   *
   * @return how many rows it changed; 0 where it was rolled back, by will or by a deadlock
   */
  int run() throws SQLException {
    try {
      int changed = 0;
      int count = 1 + random.nextInt(MOST_STATEMENTS);
      for (int i = 0; i < count; i++) {
        changed += change();
      }
      if (oneIn(100)) {
        statement.execute(statements.sleep().formatted(0.3 + 2 * random.nextDouble()));
      }
      if (oneIn(20)) {
        connection.rollback();
        return 0;
      }
      connection.commit();
      return changed;
    } catch (SQLException e) {
      if (!isRivalry(e)) {
        throw e;
      }
      connection.rollback();
      return 0;
    }
  }

  private int change() throws SQLException {
    long id = key();
    return switch (random.nextInt(10)) {
      case 0, 1 -> insert(id);
      case 2, 3, 4 -> updateAll(id);
      case 5, 6 -> execute(updateSome, id);
      case 7 -> execute(delete, id);
      case 8 -> execute(delete, id) + insert(id);
      default -> {
        long to = key();
        yield execute(move, to, id, to);
      }
    };
  }

  private long key() {
    return 1L + random.nextInt(oneIn(5) ? Math.min(HOT_KEYS, keys) : keys);
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private int insert(long id) throws SQLException {
    insert.setLong(1, id);
    insert.setString(2, name());
    insert.setString(3, note());
    return insert.executeUpdate();
  }

  private int updateAll(long id) throws SQLException {
    updateAll.setString(1, name());
    updateAll.setString(2, note());
    updateAll.setLong(3, id);
    return updateAll.executeUpdate();
  }

  private static int execute(PreparedStatement change, long... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      change.setLong(i + 1, parameters[i]);
    }
    return change.executeUpdate();
  }

  private String name() {
    return "nämé " + random.nextInt();
  }

  private String note() {
    return oneIn(50) ? "large ".repeat(LARGE_NOTE / 6) + random.nextInt() : null;
  }

  private boolean isRivalry(SQLException e) {
    return e.getSQLState() != null && statements.rivalry().contains(e.getSQLState());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

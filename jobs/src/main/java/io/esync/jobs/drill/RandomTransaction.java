package io.esync.jobs.drill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * Makes random transactions on the {@link DrillTable}: inserts, updates of some or all columns,
 * deletes, deletes with a new insert of the same key, and changes of the key. A fifth of them
 * crowds on a hundred hot keys. Some transactions stay open for seconds, some are rolled back.
 */
final class RandomTransaction implements AutoCloseable {
  private static final int HOT_KEYS = 100;
  private static final int MOST_STATEMENTS = 10;
  private static final int LARGE_NOTE = 3_000;

  private final Connection connection;
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
  RandomTransaction(Connection connection, int keys, Random random) throws SQLException {
    this.connection = connection;
    this.keys = keys;
    this.random = random;
    connection.setAutoCommit(false);
    statement = connection.createStatement();
    insert =
        connection.prepareStatement(
            "INSERT INTO public.drill VALUES (?, ?, random() * 1000, random(), true, ARRAY['new'],"
                + " '{\"v\": 1}', ?, clock_timestamp(), 1) ON CONFLICT DO NOTHING");
    updateAll =
        connection.prepareStatement(
            "UPDATE public.drill SET name = ?, amount = random() * 1e9, score = -random(), flag ="
                + " NOT flag, tags = CASE WHEN cardinality(tags) > 9 THEN '{}' ELSE tags || ARRAY[NULL,"
                + " 'u'] END, payload = payload || '{\"u\": [1, 2]}',"
                + " note = ?, touched = clock_timestamp(), version = version + 1 WHERE id = ?");
    updateSome =
        connection.prepareStatement(
            "UPDATE public.drill SET amount = NULL, tags = '{}', touched = clock_timestamp(),"
                + " version = version + 1 WHERE id = ?");
    delete = connection.prepareStatement("DELETE FROM public.drill WHERE id = ?");
    // The note is rewritten: where a table logs its key alone, a change of key does not carry
    // what is stored out of line and left as it is.
    move =
        connection.prepareStatement(
            "UPDATE public.drill SET id = ?, note = note || '', version = version + 1 WHERE id = ?"
                + " AND NOT EXISTS (SELECT FROM public.drill WHERE id = ?)");
  }

  /**
   * Makes one transaction.
   *
   * @return how many rows it changed; 0 where it was rolled back, by will or by a deadlock
   */
  int run() throws SQLException {
    try {
      int changed = 0;
      int statements = 1 + random.nextInt(MOST_STATEMENTS);
      for (int i = 0; i < statements; i++) {
        changed += change();
      }
      if (oneIn(100)) {
        statement.execute("SELECT pg_sleep(" + (0.3 + 2 * random.nextDouble()) + ")");
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

  /** Whether two transactions were in each other's way: a deadlock, or a key both wanted. */
  private static boolean isRivalry(SQLException e) {
    String state = e.getSQLState();
    return "40P01".equals(state) || "23505".equals(state);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

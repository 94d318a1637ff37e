package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The table that a drill reads and compares: values of many types, one of them large enough to be
 * stored out of line (TOAST), so that updates arrive without it.
 */
public final class DrillTable {
  /** Where it is read. */
  public static final String SOURCE = "public.drill";

  /** Its columns, as a list of SQL. */
  public static final String COLUMNS =
      "id, name, amount, score, flag, tags, payload, note, touched, version";

  /** How many rows {@link #insertMarkers} inserts, with ids below 0. */
  static final int MARKERS = 64;

  private static final String INSERT =
      "INSERT INTO public.drill VALUES (?, ?, ?, ?, ?, ARRAY(SELECT jsonb_array_elements_text(?::jsonb)),"
          + " ?::jsonb, ?, ?::timestamptz, ?)";
  private static final int BATCH = 1000;

  private static final String CREATE =
      """
      CREATE TABLE public.drill (
        id bigint PRIMARY KEY,
        name text NOT NULL,
        amount numeric(18,4),
        score double precision,
        flag boolean,
        tags text[],
        payload jsonb,
        note text,
        touched timestamptz NOT NULL,
        version int NOT NULL
      )""";

  private DrillTable() {}

  /** Creates the table with {@code rows} rows, their ids from 1. One in fifty has a large note. */
  static void create(PostgresServer server, String database, int rows) {
    server.execute(
        database,
        CREATE,
        "ALTER TABLE public.drill ALTER COLUMN note SET STORAGE EXTERNAL",
        "INSERT INTO public.drill SELECT i, 'name ' || i, i / 7.0, i / 3.0::float8, i % 2 = 0,"
            + " ARRAY['a' || i % 10, NULL, 'c'], jsonb_build_object('n', i, 'k', NULL),"
            + " CASE WHEN i % 50 = 0 THEN repeat(md5(i::text), 100) ELSE 'note ' || i END,"
            + " now(), 0 FROM generate_series(1, "
            + rows
            + ") i",
        "ANALYZE public.drill");
  }

  /**
   * Inserts rows that come last of all: so many that every parallel instance gets some, behind all
   * else that it gets.
   */
  static void insertMarkers(PostgresServer server, String database) {
    server.execute(
        database,
        "INSERT INTO public.drill SELECT -i, 'marker', i, 0, true, '{}', '{}', 'marker', now(), 0"
            + " FROM generate_series(1, "
            + MARKERS
            + ") i");
  }

  /** Inserts rows that were read from elsewhere, with fields of the table's names. */
  static void fill(PostgresServer server, String database, Collection<Row> rows)
      throws SQLException {
    String[] columns = COLUMNS.split(", ", -1);
    try (Connection connection = server.connect(database);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      connection.setAutoCommit(false);
      int waiting = 0;
      for (Row row : rows) {
        for (int i = 0; i < columns.length; i++) {
          insert.setObject(i + 1, value(row, columns[i]));
        }
        insert.addBatch();
        if (++waiting % BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private static Object value(Row row, String column) {
    Object value = row.get(column);
    if (value == Row.ABSENT) {
      throw new IllegalStateException(column + " was never told: " + row);
    }
    if (value instanceof List<?>) {
      StringBuilder json = new StringBuilder();
      DataType type = row.schema().field(row.schema().indexOf(column)).type();
      RowJson.appendValue(type, value, json);
      return json.toString();
    }
    return value instanceof Instant ? value.toString() : value;
  }
}

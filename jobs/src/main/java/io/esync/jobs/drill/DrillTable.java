package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;

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
}

package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.Set;

/** PostgreSQL, the same server that the rows are copied to. */
record PostgresDrillSource(DrillSite site) implements DrillSource {
  private static final String CONTENT =
      "SELECT id, md5(ROW(%s)::text) FROM public.drill ORDER BY id".formatted(DrillTable.COLUMNS);

  private static final DrillStatements STATEMENTS =
      new DrillStatements(
          "INSERT INTO public.drill VALUES (?, ?, random() * 1000, random(), true, ARRAY['new'],"
              + " '{\"v\": 1}', ?, clock_timestamp(), 1) ON CONFLICT DO NOTHING",
          "UPDATE public.drill SET name = ?, amount = random() * 1e9, score = -random(), flag ="
              + " NOT flag, tags = CASE WHEN cardinality(tags) > 9 THEN '{}' ELSE tags || ARRAY[NULL,"
              + " 'u'] END, payload = payload || '{\"u\": [1, 2]}',"
              + " note = ?, touched = clock_timestamp(), version = version + 1 WHERE id = ?",
          "UPDATE public.drill SET amount = NULL, tags = '{}', touched = clock_timestamp(),"
              + " version = version + 1 WHERE id = ?",
          "DELETE FROM public.drill WHERE id = ?",
          // The note is rewritten: where a table logs its key alone, a change of key does not carry
          // what is stored out of line and left as it is.
          "UPDATE public.drill SET id = ?, note = note || '', version = version + 1 WHERE id = ?"
              + " AND NOT EXISTS (SELECT FROM public.drill WHERE id = ?)",
          "SELECT pg_sleep(%s)",
          Set.of("40P01", "23505"));

  @Override
  public String connector() {
    return "postgres-cdc";
  }

  @Override
  public PostgresServer server() {
    return site.server();
  }

  @Override
  public Path passwordFile() {
    return site.passwordFile();
  }

  @Override
  public void create(String database, int rows) {
    server().createDatabase(database);
    DrillTable.create(server(), database, rows);
  }

  @Override
  public void drop(String database) {
    site.drop(database);
  }

  @Override
  public String stream(String database) {
    return DrillTable.SOURCE;
  }

  @Override
  public boolean isRead(String database) {
    return Sql.number(
            server(),
            "postgres",
            "SELECT count(*) FROM pg_replication_slots WHERE active AND database = '"
                + database
                + "'")
        > 0;
  }

  @Override
  public DrillStatements statements() {
    return STATEMENTS;
  }

  @Override
  public void insertMarkers(String database) {
    DrillTable.insertMarkers(server(), database);
  }

  @Override
  public String content() {
    return CONTENT;
  }

  @Override
  public String copiedContent() {
    return CONTENT;
  }
}

package io.esync.jobs.drill;

import io.esync.connectors.testkit.MySqlFamilyServer;
import java.nio.file.Path;
import java.util.Set;

/**
 * MySQL or MariaDB.
 *
 * @param passwordFile holds the password of the server
 */
record MySqlDrillSource(MySqlFamilyServer server, Path passwordFile) implements DrillSource {
  private static final String CREATE =
      """
      CREATE TABLE drill (
        id bigint PRIMARY KEY,
        name varchar(100) CHARACTER SET utf8mb4 NOT NULL,
        amount decimal(18,4),
        score double,
        flag boolean,
        kind enum('red', 'grün', 'blue') CHARACTER SET utf8mb4,
        payload json,
        note mediumtext CHARACTER SET utf8mb4,
        touched timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
        version int unsigned NOT NULL
      )""";

  /** Scores are eighths: of them both systems write the same digits. */
  private static final DrillStatements STATEMENTS =
      new DrillStatements(
          "INSERT IGNORE INTO drill VALUES (?, ?, rand() * 1000, floor(rand() * 1000) / 8, true,"
              + " 'red', '{\"v\": 1}', ?, now(6), 1)",
          "UPDATE drill SET name = ?, amount = rand() * 1e9, score = -floor(rand() * 1000) / 8,"
              + " flag = NOT flag, kind = if(kind = 'red', 'grün', 'red'),"
              + " payload = JSON_SET(payload, '$.u', version), note = ?, touched = now(6),"
              + " version = version + 1 WHERE id = ?",
          "UPDATE drill SET amount = NULL, touched = now(6), version = version + 1 WHERE id = ?",
          "DELETE FROM drill WHERE id = ?",
          "UPDATE IGNORE drill SET id = ?, version = version + 1 WHERE id = ? AND ? IS NOT NULL",
          "SELECT sleep(%s)",
          Set.of("40001", "23000"));

  /** Those who follow the log; who only asks where it begins is gone sooner. */
  private static final String READERS =
      "SELECT count(*) FROM information_schema.PROCESSLIST"
          + " WHERE COMMAND = 'Binlog Dump' AND TIME >= 3";

  private static final String DIGITS =
      "(SELECT 0 AS i UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
          + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
          + " UNION ALL SELECT 9)";

  @Override
  public String connector() {
    return "mysql-cdc";
  }

  @Override
  public void create(String database, int rows) {
    server.createDatabase(database);
    String numbers =
        "SELECT 1 + a.i + 10 * b.i + 100 * c.i + 1000 * d.i + 10000 * e.i + 100000 * f.i AS i FROM "
            + String.join(
                ", ",
                DIGITS + " a",
                DIGITS + " b",
                DIGITS + " c",
                DIGITS + " d",
                DIGITS + " e",
                DIGITS + " f");
    server.execute(
        database,
        "SET NAMES utf8mb4",
        CREATE,
        "INSERT INTO drill SELECT i, concat('name ', i), i / 7.0, i / 8, i % 2 = 0, 'blue',"
            + " JSON_OBJECT('k', NULL, 'n', i), if(i % 50 = 0, repeat(md5(i), 100),"
            + " concat('note ', i)), now(6), 0 FROM ("
            + numbers
            + ") AS n WHERE i <= "
            + rows,
        "ANALYZE TABLE drill");
  }

  @Override
  public void drop(String database) {
    server.execute("mysql", "DROP DATABASE `" + database + "`");
  }

  @Override
  public String stream(String database) {
    return database + ".drill";
  }

  @Override
  public boolean isRead(String database) {
    return Sql.number(server, "mysql", READERS) > 0;
  }

  @Override
  public DrillStatements statements() {
    return STATEMENTS;
  }

  @Override
  public void insertMarkers(String database) {
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i <= DrillTable.MARKERS; i++) {
      rows.append(rows.isEmpty() ? "" : ", ");
      rows.append("(-").append(i).append(", 'marker', 0, 0, true, 'red', '{}', 'm', now(6), 0)");
    }
    server.execute(database, "INSERT INTO drill VALUES " + rows);
  }

  @Override
  public String content() {
    return "SELECT id, md5(concat_ws('|', name, coalesce(amount, '-'), score, flag, kind,"
        + " cast(payload AS char), coalesce(note, '-'),"
        + " date_format(touched, '%Y-%m-%d %H:%i:%s.%f'), version)) FROM drill ORDER BY id";
  }

  @Override
  public String copiedContent() {
    return "SELECT id, md5(concat_ws('|', name, coalesce(amount::text, '-'), score, flag::int, kind,"
        + " payload::text, coalesce(note, '-'),"
        + " to_char(touched AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), version))"
        + " FROM public.drill ORDER BY id";
  }
}

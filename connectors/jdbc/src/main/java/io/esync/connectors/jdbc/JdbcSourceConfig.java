package io.esync.connectors.jdbc;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Schedule;
import io.esync.connectors.spi.Secret;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Options of a {@code jdbc} source.
 *
 * <pre>{@code
 * sources:
 *   - id: decisions
 *     type: jdbc
 *     config:
 *       url: "jdbc:postgresql://localhost:5432/warehouse"
 *       username: esync
 *       password: "${env:WH_PASSWORD}"
 *       tables: [esync_decision]
 *       cursor: decided_at
 * }</pre>
 */
public record JdbcSourceConfig(
    @Option(
            value = "Address of the database, without user and password.",
            example = "jdbc:postgresql://localhost:5432/crm")
        String url,
    @Option(value = "User that reads.", example = "esync") String username,
    @Option(
            value = "Password of the user; a reference to a secret.",
            optional = true,
            example = "${env:CRM_PASSWORD}")
        Secret password,
    @Option(
            value =
                "Tables or views to read, each with or without its schema; a stream is named as its"
                    + " table is here.",
            example = "[public.customers]")
        List<String> tables,
    @Option(
            value =
                "Column of each of the tables that rises with every insert and every update: a"
                    + " timestamp, a date or an exact number. Without it each poll reads the whole"
                    + " table, and compares it with what it read before.",
            optional = true,
            example = "updated_at")
        String cursor,
    @Option(
            value =
                "Columns that identify a row, none of them ever NULL. By default the primary key of"
                    + " each table.",
            optional = true)
        List<String> key,
    @Option(
            value =
                "When to look for deletes, beside the cursor: in a complete scan, with whichever"
                    + " poll comes next. A row that it no longer finds is a delete; one that polls"
                    + " had left out is given out. Needs no cursor to be raised.",
            optional = true,
            example = "{cron: \"0 3 * * *\"}")
        Schedule deletes,
    @Option(
            value =
                "Most rows of a table with deletes or without a cursor: their keys are part of the"
                    + " job's state, about 12 to 30 bytes each in every checkpoint.",
            defaultValue = "1000000")
        int trackedRows,
    @Option(
            value =
                "Time from the end of a reading to the next one, where the source has no schedule.",
            defaultValue = "1s")
        Duration interval,
    @Option(
            value =
                "Longest time from taking a cursor value to committing the row, plus the cursor's"
                    + " own resolution. What was read within it is read again; a row that commits"
                    + " later may be missed.",
            defaultValue = "10s")
        Duration lag,
    @Option(value = "Most rows of a query.", defaultValue = "1000") int pageSize,
    @Option(
            value =
                "Rows of a part of a table's first reading: parts are read by all readers of the"
                    + " source at the same time. A smaller table, and one with deletes or without a"
                    + " cursor, is read by one.",
            defaultValue = "100000")
        int partRows,
    @Option(value = "How long to wait for a connection.", defaultValue = "10s")
        Duration connectTimeout,
    @Option(
            value =
                "How long to wait for an answer of the server before the connection counts as lost.",
            defaultValue = "60s")
        Duration socketTimeout,
    @Option(
            value = "Settings of the database session, set after connecting.",
            optional = true,
            example = "{statement_timeout: 30s}")
        Map<String, String> session)
    implements Serializable {
  private static final int MAX_PAGE_SIZE = 100_000;

  public JdbcSourceConfig {
    session = session == null ? Map.of() : Map.copyOf(session);
    DatabaseAccess.check(url, connectTimeout, socketTimeout, session);
    tables = List.copyOf(tables);
    key = key == null ? List.of() : List.copyOf(key);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("tables must name at least one table");
    }
    for (String table : tables) {
      TableName.parse(table);
    }
    requireDistinct("tables", tables);
    requireDistinct("key", key);
    if (cursor != null && cursor.isBlank()) {
      throw new IllegalArgumentException("cursor must name a column");
    }
    if (cursor == null && deletes != null) {
      throw new IllegalArgumentException(
          "deletes is for tables with a cursor: without one every poll is a complete scan, which"
              + " finds deletes by itself; take it out");
    }
    if (partRows < 1) {
      throw new IllegalArgumentException("part_rows must be at least 1, not " + partRows);
    }
    if (trackedRows < 1) {
      throw new IllegalArgumentException("tracked_rows must be at least 1, not " + trackedRows);
    }
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be positive, not " + interval);
    }
    if (lag.isNegative()) {
      throw new IllegalArgumentException("lag must not be negative: " + lag);
    }
    if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
      throw new IllegalArgumentException(
          "page_size must be 1 to " + MAX_PAGE_SIZE + ", not " + pageSize);
    }
  }

  private static void requireDistinct(String option, List<String> names) {
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(option + ": a name stands twice in " + names);
    }
  }

  /** Whether rows that are gone are found out. */
  boolean findsDeletes() {
    return cursor == null || deletes != null;
  }

  /** How to reach the database. */
  DatabaseAccess access() {
    return new DatabaseAccess(url, username, password, connectTimeout, socketTimeout, session);
  }
}

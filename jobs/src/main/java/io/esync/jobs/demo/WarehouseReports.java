package io.esync.jobs.demo;

import static io.esync.jobs.demo.DemoDatabases.WAREHOUSE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the pipeline reports of itself: its tables {@code esync_audit} and {@code esync_dlq}.
 */
final class WarehouseReports {
  private static final Pattern DECIDED = Pattern.compile("\\bemail: (\\w+) by");
  private static final Pattern EMAIL = Pattern.compile("\"email\":\"([^\"]*)\"");

  private final DemoDatabases databases;

  WarehouseReports(DemoDatabases databases) {
    this.databases = databases;
  }

  /**
   * A conflict that was decided.
   *
   * @param winner id of the source
   * @param loser id of the source
   * @param rule that decided it
   */
  record Conflict(
      String winner, String winnerValue, String loser, String loserValue, String rule) {}

  /** A record that could not go on. */
  record DeadLetter(String source, String code, String detail, String key, String message) {}

  /** How many conflicts each rule has decided. */
  Map<String, Long> conflictsByRule() throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (List<String> row :
        query(
            "SELECT reason, count(*) FROM esync_audit WHERE outcome = 'CONFLICT_RESOLVED'"
                + " GROUP BY reason ORDER BY 2 DESC")) {
      counts.put(row.get(0), Long.valueOf(row.get(1)));
    }
    return counts;
  }

  /** The last decision about the customer's email address; none if there was no conflict. */
  List<Conflict> lastConflict(long customer) throws SQLException {
    List<List<String>> rows =
        query(
            "SELECT reason, winner || '@ ' || winner_row, array_to_string(losers, chr(10))"
                + " FROM esync_audit"
                + " WHERE outcome = 'CONFLICT_RESOLVED' AND entity_key = '["
                + customer
                + "]' ORDER BY ingested_at DESC, event_time DESC LIMIT 1");
    return rows.stream()
        .map(row -> conflict(row.get(0), (row.get(1) + "\n" + row.get(2)).lines().toList()))
        .toList();
  }

  /**
   * @param claims what each source put forward, the one that wrote last first
   */
  private static Conflict conflict(String reason, List<String> claims) {
    Matcher decided = DECIDED.matcher(reason);
    String by = decided.find() ? decided.group(1) : source(claims.get(0));
    String winner =
        claims.stream().filter(claim -> source(claim).equals(by)).findFirst().orElseThrow();
    String loser =
        claims.stream()
            .filter(claim -> !claim.equals(winner) && !email(claim).isEmpty())
            .findFirst()
            .orElse("");
    return new Conflict(by, email(winner), source(loser), email(loser), reason);
  }

  private static String source(String claim) {
    return claim.replaceFirst("@.*", "");
  }

  List<DeadLetter> deadLetters() throws SQLException {
    return query(
            "SELECT source, code, detail, coalesce(entity_key, position), message FROM esync_dlq"
                + " ORDER BY first_seen, id")
        .stream()
        .map(r -> new DeadLetter(r.get(0), r.get(1), r.get(2), r.get(3), r.get(4)))
        .toList();
  }

  private static String email(String row) {
    Matcher email = EMAIL.matcher(row);
    return email.find() ? email.group(1) : row.endsWith("deleted") ? "deleted" : "";
  }

  private List<List<String>> query(String sql) throws SQLException {
    List<List<String>> found = new ArrayList<>();
    try (var connection = databases.connect(WAREHOUSE);
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          String text = rows.getString(i);
          row.add(text == null ? "" : text);
        }
        found.add(row);
      }
    }
    return found;
  }
}

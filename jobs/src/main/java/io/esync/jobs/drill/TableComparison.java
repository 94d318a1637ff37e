package io.esync.jobs.drill;

import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * How the rows of two tables differ.
 *
 * @param missing rows that the target lacks
 * @param extra rows that only the target has
 * @param different rows that both have, with other values
 * @param sourceHash of all rows in the order of their ids
 * @param examples some ids that differ, with how they differ
 */
public record TableComparison(
    long sourceRows,
    long targetRows,
    long missing,
    long extra,
    long different,
    String sourceHash,
    String targetHash,
    List<String> examples) {
  private static final int MOST_EXAMPLES = 10;
  private static final int FETCH_SIZE = 10_000;
  private static final int HASH_DIGITS = 12;

  /** Whether both hold the same. */
  public boolean isEqual() {
    return missing + extra + different == 0
        && sourceRows == targetRows
        && sourceHash.equals(targetHash);
  }

  /** Compares all rows of two tables of one server. */
  public static TableComparison of(
      PostgresServer server, String source, String target, String table, String columns)
      throws SQLException {
    return of(server, source, server, target, table, columns);
  }

  /**
   * Compares all rows of two tables.
   *
   * @param columns of both tables, the first of them the key, of type bigint
   */
  public static TableComparison of(
      PostgresServer sourceServer,
      String source,
      PostgresServer targetServer,
      String target,
      String table,
      String columns)
      throws SQLException {
    String key = columns.substring(0, columns.indexOf(','));
    String query =
        "SELECT %s, md5(ROW(%s)::text) FROM %s ORDER BY %s".formatted(key, columns, table, key);
    return of(sourceServer, source, query, targetServer, target, query);
  }

  /**
   * Compares what two queries give: ids in their order, and a text of each row.
   *
   * @param source name of the database
   * @param target name of the database
   */
  public static TableComparison of(
      DatabaseServer sourceServer,
      String source,
      String sourceQuery,
      DatabaseServer targetServer,
      String target,
      String targetQuery)
      throws SQLException {
    try (Connection left = sourceServer.connect(source);
        Connection right = targetServer.connect(target)) {
      return new Walk(new Rows(left, sourceQuery), new Rows(right, targetQuery)).compare();
    }
  }

  /** A table in the order of its key, a digest of each row at a time. */
  private static final class Rows {
    private final ResultSet rows;
    private final MessageDigest hash = sha256();
    private long count;
    private boolean more;
    private long id;
    private String digest;

    @SuppressWarnings("MustBeClosedChecker") // closed with the connection
    Rows(Connection connection, String query) throws SQLException {
      connection.setAutoCommit(false);
      Statement statement = connection.createStatement();
      statement.setFetchSize(FETCH_SIZE);
      rows = statement.executeQuery(query);
      next();
    }

    void next() throws SQLException {
      more = rows.next();
      if (more) {
        count++;
        id = rows.getLong(1);
        digest = rows.getString(2);
        hash.update(digest.getBytes(StandardCharsets.US_ASCII));
      }
    }

    String hash() {
      return HexFormat.of().formatHex(hash.digest()).substring(0, HASH_DIGITS);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes through both tables side by side. */
  private static final class Walk {
    private final Rows source;
    private final Rows target;
    private final List<String> examples = new ArrayList<>();
    private long missing;
    private long extra;
    private long different;

    Walk(Rows source, Rows target) {
      this.source = source;
      this.target = target;
    }

    TableComparison compare() throws SQLException {
      while (source.more || target.more) {
        if (!target.more || (source.more && source.id < target.id)) {
          missing++;
          example(source.id + " is missing");
          source.next();
        } else if (!source.more || target.id < source.id) {
          extra++;
          example(target.id + " is extra");
          target.next();
        } else {
          if (!source.digest.equals(target.digest)) {
            different++;
            example(source.id + " is different");
          }
          source.next();
          target.next();
        }
      }
      return new TableComparison(
          source.count,
          target.count,
          missing,
          extra,
          different,
          source.hash(),
          target.hash(),
          List.copyOf(examples));
    }

    private void example(String text) {
      if (examples.size() < MOST_EXAMPLES) {
        examples.add(text);
      }
    }
  }
}

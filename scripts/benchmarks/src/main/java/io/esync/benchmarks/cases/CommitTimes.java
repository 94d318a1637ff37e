package io.esync.benchmarks.cases;

import io.esync.benchmarks.measure.Statistics;
import io.esync.connectors.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When changes were committed at the source and at the target, in microseconds since 1970: both
 * servers remember the time of each commit, and both go by the clock of this machine.
 *
 * @param changes in no order
 */
record CommitTimes(List<Change> changes) {

  /**
   * A changed row.
   *
   * @param source when it was committed there
   * @param target when what stands there now was committed
   */
  record Change(long source, long target) {
    double milliseconds() {
      return (target - source) / 1e3;
    }
  }

  /** Those of the rows that were changed in this generation and not since. */
  static CommitTimes of(PostgresServer source, PostgresServer target, int generation)
      throws SQLException {
    Map<Long, Long> committed = times(source, generation);
    List<Change> changes = new ArrayList<>();
    times(target, generation)
        .forEach((id, time) -> changes.add(new Change(committed.get(id), time)));
    return new CommitTimes(changes);
  }

  private static Map<Long, Long> times(PostgresServer server, int generation) throws SQLException {
    Map<Long, Long> times = new HashMap<>();
    try (Connection connection = server.connect(ItemSource.DATABASE)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(10_000);
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT id, (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000000)::bigint"
                    + " FROM bench_item WHERE age >= "
                    + generation * 1000L)) {
          while (rows.next()) {
            times.put(rows.getLong(1), rows.getLong(2));
          }
        }
      }
    }
    return times;
  }

  /**
   * The time from commit to commit that this part of all changes kept below.
   *
   * @param part from 0 to 1
   */
  double milliseconds(double part) {
    return Statistics.percentile(
        changes.stream().map(Change::milliseconds).sorted().toList(), part);
  }

  /** When the last change arrived that was on its way for longer than a limit. */
  long lastLate(double limitMilliseconds) {
    return changes.stream()
        .filter(change -> change.milliseconds() > limitMilliseconds)
        .mapToLong(Change::target)
        .max()
        .orElse(Long.MIN_VALUE);
  }
}

package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.jobs.drill.Sql;
import java.time.Duration;

/**
 * Waits until rows have arrived. Counting all of them costs the server time, so until most ids of a
 * sample are there they are not counted. The server's own statistics would not do: an idle session
 * keeps its last ones to itself for up to ten seconds.
 *
 * @param count a query for their number that ends with a condition on a table with the column
 *     {@code id}
 * @param goal rows to wait for
 * @param ids the highest id; the ids from 1 on are those of the rows
 */
record Arrival(PostgresServer server, String count, long goal, long ids) {
  private static final int SAMPLE = 100;
  private static final double MOST = 0.97;

  /** So few are counted each time. */
  private static final long FEW = 50_000;

  /** So often they are counted whatever the sample says. */
  private static final int SELDOM = 50;

  void await(Arena arena, String what, Duration limit) {
    long[] asked = {0};
    arena.await(
        what,
        goal,
        this::rows,
        () -> (goal <= FEW || ++asked[0] % SELDOM == 0 || sampled()) && rows() >= goal,
        limit);
  }

  private boolean sampled() {
    return number(
            count
                + " AND id = ANY (ARRAY(SELECT i * %d / %d FROM generate_series(1::bigint, %d) AS i))"
                    .formatted(ids, SAMPLE, SAMPLE))
        >= MOST * SAMPLE * goal / ids;
  }

  private long rows() {
    return number(count);
  }

  private long number(String query) {
    return Sql.number(server, ItemSource.DATABASE, query);
  }
}

package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.Figure;
import io.esync.benchmarks.Measurement;
import io.esync.benchmarks.Servers;
import io.esync.benchmarks.Sizes;
import io.esync.benchmarks.measure.Meter;
import io.esync.benchmarks.measure.Usage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;

/**
 * S3, S4: rows are updated, in transactions of 100, while a job that has copied the table follows.
 * The clock runs from the first update to the last one in the target.
 */
final class StreamCase extends ItemCase {
  private static final int ROWS_PER_TRANSACTION = 100;

  private final String id;
  private final String title;

  private StreamCase(
      String id, String title, Sizes sizes, String files, Function<Servers, ItemSource> system) {
    super(sizes, files, system);
    this.id = id;
    this.title = title;
  }

  static StreamCase postgres(Sizes sizes) {
    return new StreamCase(
        "S3",
        "PostgreSQL → PostgreSQL, updates into a running job",
        sizes,
        "postgres",
        servers -> new PostgresItems(servers.source()));
  }

  static StreamCase mySqlToPostgres(Sizes sizes) {
    return new StreamCase(
        "S4", "MySQL → PostgreSQL, updates into a running job", sizes, "mysql", mySql());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Figure figure() {
    return new Figure("updates/s", true);
  }

  @Override
  public Measurement run(Contestant contestant, Arena arena) throws Exception {
    begin(contestant, arena);
    submit(contestant, arena);
    awaitStreaming(arena);
    Meter meter = arena.startMeter();
    update();
    target.awaitUpdates(arena, sizes.updates(), generation());
    double seconds = meter.seconds();
    Map<String, Usage> usage = arena.usage();
    return new Measurement(
        Map.of("updates/s", sizes.updates() / seconds, "seconds", seconds),
        usage,
        target.compare(source));
  }

  private void update() throws SQLException {
    try (Connection connection = source.server().connect(ItemSource.DATABASE);
        PreparedStatement update = connection.prepareStatement(source.update(generation()))) {
      for (long first = 1; first <= sizes.updates(); first += ROWS_PER_TRANSACTION) {
        update.setLong(1, first);
        update.setLong(2, Math.min(sizes.updates(), first + ROWS_PER_TRANSACTION - 1));
        update.executeUpdate();
      }
    }
  }
}

package io.esync.benchmarks.cases;

import io.esync.benchmarks.Arena;
import io.esync.benchmarks.BenchmarkCase;
import io.esync.benchmarks.Contestant;
import io.esync.benchmarks.Servers;
import io.esync.benchmarks.Sizes;
import io.esync.jobs.drill.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** A case that copies or follows the table {@code bench_item} into PostgreSQL. */
abstract class ItemCase implements BenchmarkCase {
  final Sizes sizes;
  private final String files;
  private final Function<Servers, ItemSource> system;
  ItemSource source;
  ItemTarget target;

  /** Counts on from run to run, so that each run changes rows to what they were not before. */
  private int generation = 1;

  ItemCase(Sizes sizes, String files, Function<Servers, ItemSource> system) {
    this.sizes = sizes;
    this.files = files;
    this.system = system;
  }

  /** From PostgreSQL. */
  ItemCase(Sizes sizes) {
    this(sizes, "postgres", servers -> new PostgresItems(servers.source()));
  }

  static Function<Servers, ItemSource> mySql() {
    return servers -> new MySqlItems(servers.mySql());
  }

  @Override
  public List<Contestant> contestants() {
    return List.of(
        Contestant.esync(files + ".yaml"),
        Contestant.flinkSql(Contestant.DOCUMENTED, files + "-documented.sql"),
        Contestant.flinkSql(Contestant.BEST, files + "-best.sql"));
  }

  /** Rows of the table at the start. */
  long rows() {
    return sizes.rows();
  }

  @Override
  public void prepare(Servers servers) throws SQLException {
    source = system.apply(servers);
    target = new ItemTarget(servers.target());
    fill();
  }

  final void fill() {
    source.fill(rows());
  }

  /** Empties the target, and starts a cluster where there will be a job. */
  final void begin(Contestant contestant, Arena arena) {
    generation++;
    source.release();
    target.clear(source.activeType());
    if (contestant.kind() != Contestant.Kind.LIMIT) {
      arena.open();
    }
  }

  final int generation() {
    return generation;
  }

  final void submit(Contestant contestant, Arena arena, String... flinkOptions) throws IOException {
    arena.submit(contestant, source.values(arena), flinkOptions);
  }

  /** Waits until the table is copied and changes are followed: until later rows have arrived. */
  final void awaitStreaming(Arena arena) throws SQLException {
    target.awaitRows(
        arena, Sql.number(source.server(), ItemSource.DATABASE, "SELECT count(*) FROM bench_item"));
    insertMarkers();
    target.awaitMarkers(arena, generation);
  }

  /** Inserts rows that come last of all. */
  final void insertMarkers() throws SQLException {
    try (Connection connection = source.server().connect(ItemSource.DATABASE);
        PreparedStatement insert = connection.prepareStatement(source.insert())) {
      for (long id : ItemTarget.markers(generation).toArray()) {
        insert.setLong(1, id);
        insert.executeUpdate();
      }
    }
  }
}

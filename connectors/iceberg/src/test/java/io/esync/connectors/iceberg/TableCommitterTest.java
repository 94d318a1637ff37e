package io.esync.connectors.iceberg;

import static io.esync.connectors.iceberg.Changes.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.iceberg.IcebergConfig.Mode;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.SchemaEvolution;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;

class TableCommitterTest {
  private final CatalogAccess access = Lake.config(Mode.UPSERT).access();

  @Test
  void files_that_are_committed_twice_are_in_the_table_once() throws Exception {
    CheckpointFiles files = new CheckpointFiles("a1", 4, written("twice", row(1, "Ada")));

    commit(files);
    commit(files);
    commit(new CheckpointFiles("a1", 3, files.files()));

    assertThat(names("twice")).containsExactly("Ada");
    assertThat(Lake.table("twice").snapshots()).hasSize(1);
  }

  @Test
  void a_commit_is_remembered_though_its_snapshot_has_expired() throws Exception {
    CheckpointFiles files = new CheckpointFiles("a1", 4, written("expired", row(1, "Ada")));
    commit(files);
    Table table = Lake.table("expired");
    table
        .newDelete()
        .deleteFromRowFilter(org.apache.iceberg.expressions.Expressions.alwaysTrue())
        .commit();
    table.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();

    commit(files);

    assertThat(names("expired")).isEmpty();
  }

  @Test
  void a_job_that_goes_on_from_an_older_savepoint_commits_anew() throws Exception {
    commit(new CheckpointFiles("a1", 9, written("forked", row(1, "Ada"))));

    commit(new CheckpointFiles("b2", 4, written("forked", row(1, "Bob"))));

    assertThat(names("forked")).containsExactly("Bob");
  }

  @Test
  void a_key_that_stands_in_two_checkpoints_of_one_commit_keeps_its_later_row() throws Exception {
    Map<Long, List<WrittenFiles>> given = new TreeMap<>();
    given.put(4L, written("together", row(1, "Ada")));
    given.put(5L, written("together", row(1, "Bob")));

    commit(CheckpointFiles.of("a1", 5, new TreeMap<>(given)));

    assertThat(names("together")).containsExactly("Bob");
  }

  @Test
  void files_of_a_checkpoint_are_restored_from_state_as_they_were() throws IOException {
    CheckpointFiles files = new CheckpointFiles("a1", 4, written("stored", row(1, "Ada")));
    CheckpointFilesSerializer serializer = new CheckpointFilesSerializer();

    CheckpointFiles restored =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(files));

    assertThat(restored).isEqualTo(files);
  }

  private static Row row(long id, String name) {
    return Row.of(PEOPLE, id, name);
  }

  private List<WrittenFiles> written(String table, Row... rows) throws IOException {
    TableRoute route =
        TableRoute.of(
            Lake.config(Mode.UPSERT),
            Lake.context(
                    table,
                    SchemaEvolution.EVOLVE,
                    List.of(),
                    new Field("id", DataType.BIGINT),
                    new Field("name", DataType.STRING))
                .routes()
                .get(table));
    try (var catalog = access.open()) {
      try {
        TargetTable.open(catalog.catalog(), route, PEOPLE);
      } catch (io.esync.connectors.spi.TargetException e) {
        throw new IOException(e);
      }
      TableWriter writer =
          new TableWriter(route, catalog.catalog().loadTable(route.identifier()), 0, 0);
      for (Row row : rows) {
        writer.write(row, false);
      }
      return writer.complete();
    }
  }

  private void commit(CheckpointFiles files) throws Exception {
    try (TableCommitter committer =
        new TableCommitter(access.open(), "shop.lake", Duration.ofSeconds(5))) {
      committer.commit(List.of(new Request(files)));
    }
  }

  private static List<String> names(String table) throws IOException {
    return Lake.rows(Lake.table(table)).stream()
        .map((Record row) -> (String) row.getField("name"))
        .toList();
  }

  /** A request as Flink makes it, without its consequences. */
  private record Request(CheckpointFiles getCommittable) implements CommitRequest<CheckpointFiles> {
    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void retryLater() {
      throw new AssertionError("the next checkpoint would be committed before");
    }

    @Override
    public void updateAndRetryLater(CheckpointFiles committable) {
      throw new AssertionError("the next checkpoint would be committed before");
    }

    @Override
    public void signalAlreadyCommitted() {}
  }
}

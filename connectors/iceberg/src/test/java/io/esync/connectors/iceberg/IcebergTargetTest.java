package io.esync.connectors.iceberg;

import static io.esync.connectors.iceberg.Changes.PEOPLE;
import static io.esync.connectors.iceberg.Changes.TALL_PEOPLE;
import static io.esync.connectors.iceberg.Changes.delete;
import static io.esync.connectors.iceberg.Changes.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.iceberg.IcebergConfig.Mode;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Row;
import io.esync.operators.model.SchemaEvolution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
class IcebergTargetTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(4).build());

  @ParameterizedTest
  @ValueSource(strings = {"", "bucket(3, id)"})
  void the_table_holds_each_present_row_once_though_the_job_failed(String partition)
      throws Exception {
    String entity = partition.isEmpty() ? "histories" : "bucketed";
    List<ChangeRecord> script = history(entity, 400, 12);
    LakeRun.failOnceAfter(entity, 200);
    List<String> partitionBy = partition.isEmpty() ? List.of() : List.of(partition);

    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Integer> reads = CompletableFuture.supplyAsync(() -> readUntil(over, entity));
    run(entity, script, 100, Mode.UPSERT, SchemaEvolution.EVOLVE, partitionBy);
    over.set(true);

    assertThat(LakeRun.hasFailed(entity)).isTrue();
    assertThat(names(Lake.table(entity))).isEqualTo(present(script));
    assertThat(reads.get()).isPositive();
    assertThat(LakeRun.rejections(entity)).isEmpty();
  }

  /** Reads the table all the time; fails if a read does, or if a key stands twice. */
  private static int readUntil(AtomicBoolean over, String entity) {
    Table table = null;
    int reads = 0;
    while (!over.get() || reads == 0) {
      try {
        table = table == null ? Lake.table(entity) : table;
        names(table);
        reads++;
        Thread.onSpinWait();
      } catch (NoSuchTableException e) {
        Thread.onSpinWait(); // not created yet
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return reads;
  }

  @Test
  void a_job_that_was_stopped_goes_on_where_it_was(@TempDir Path folder) throws Exception {
    List<ChangeRecord> script = history("resumed", 400, 50);
    var context = Lake.context("resumed", SchemaEvolution.EVOLVE, List.of());
    LakeRun first = LakeRun.start("resumed", script, 40, Lake.config(Mode.UPSERT), context, null);
    await().ignoreExceptions().until(() -> !names(Lake.table("resumed")).isEmpty());
    String savepoint = first.stopWithSavepoint(folder);
    assertThat(names(Lake.table("resumed"))).isNotEqualTo(present(script));

    LakeRun second =
        LakeRun.start("resumed", script, 40, Lake.config(Mode.UPSERT), context, savepoint);
    second.awaitEnd();

    assertThat(names(Lake.table("resumed"))).isEqualTo(present(script));
  }

  @Test
  void a_log_of_changes_has_each_of_them_once_though_the_job_failed() throws Exception {
    List<ChangeRecord> script = history("logged", 400, 30);
    LakeRun.failOnceAfter("logged", 200);

    run("logged", script, 100, Mode.APPEND, SchemaEvolution.EVOLVE, List.of());

    assertThat(LakeRun.hasFailed("logged")).isTrue();
    List<Record> rows = Lake.rows(Lake.table("logged"));
    assertThat(rows).hasSize(script.size());
    assertThat(rows.stream().filter(row -> row.getField("_op").equals("delete")).count())
        .isEqualTo(script.stream().filter(change -> change.op() == ChangeOp.DELETE).count());
    assertThat(rows.get(0).getField("_source")).isEqualTo("crm");
  }

  @Test
  void a_new_field_becomes_a_column_and_a_key_keeps_one_row() throws Exception {
    List<ChangeRecord> script =
        List.of(
            upsert("grown", PEOPLE, 1L, "Ada"),
            upsert("grown", PEOPLE, 2L, "Bob"),
            upsert("grown", TALL_PEOPLE, 1L, "Ada", 170),
            upsert("grown", PEOPLE, 2L, "Bo"),
            delete("grown", 3));

    run("grown", script, 100, Mode.UPSERT, SchemaEvolution.EVOLVE, List.of());

    Table table = Lake.table("grown");
    assertThat(names(table)).isEqualTo(Map.of(1L, "Ada", 2L, "Bo"));
    assertThat(Lake.rows(table))
        .extracting(row -> row.getField("height"))
        .containsExactlyInAnyOrder(170, null);
  }

  /** A reader that looks for values skips files by their partitions. */
  @ParameterizedTest
  @CsvSource({"APPEND,'truncate(1, name)'", "UPSERT,id"})
  void a_reader_that_looks_for_values_finds_each_row_in_its_partition(Mode mode, String partition)
      throws Exception {
    String entity = "parted_" + mode.name().toLowerCase(Locale.ROOT) + partition.hashCode();
    List<ChangeRecord> script = new ArrayList<>();
    for (long id = 0; id < 12; id++) {
      script.add(upsert(entity, PEOPLE, id, "abc".charAt((int) id % 3) + " " + id));
    }

    run(entity, script, 6, mode, SchemaEvolution.EVOLVE, List.of(partition));

    Table table = Lake.table(entity);
    assertThat(table.spec().fields()).hasSize(1);
    for (ChangeRecord change : script) {
      String name = (String) change.row().get("name");
      assertThat(Lake.rows(table, Expressions.equal("name", name))).hasSize(1);
      assertThat(Lake.rows(table, Expressions.equal("id", change.row().get("id"))))
          .singleElement()
          .satisfies(row -> assertThat(row.getField("name")).isEqualTo(name));
    }
  }

  @Test
  void a_new_field_is_left_out_where_it_is_to_be_ignored() throws Exception {
    List<ChangeRecord> script =
        List.of(
            upsert("ignored", PEOPLE, 1L, "Ada"), upsert("ignored", TALL_PEOPLE, 1L, "Bob", 170));

    run("ignored", script, 100, Mode.UPSERT, SchemaEvolution.IGNORE, List.of());

    Table table = Lake.table("ignored");
    assertThat(names(table)).isEqualTo(Map.of(1L, "Bob"));
    assertThat(table.schema().findField("height")).isNull();
  }

  @Test
  void a_change_with_a_new_field_is_rejected_where_that_is_a_failure() throws Exception {
    List<ChangeRecord> script =
        List.of(upsert("strict", PEOPLE, 1L, "Ada"), upsert("strict", TALL_PEOPLE, 1L, "Bob", 170));

    run("strict", script, 100, Mode.UPSERT, SchemaEvolution.FAIL, List.of());

    assertThat(names(Lake.table("strict"))).isEqualTo(Map.of(1L, "Ada"));
    assertThat(LakeRun.rejections("strict"))
        .singleElement()
        .extracting(Rejection::message)
        .asString()
        .contains("default.strict", "'height' (int)", "schema_evolution");
  }

  @Test
  void a_change_that_does_not_carry_all_fields_is_rejected() throws Exception {
    List<ChangeRecord> script =
        List.of(upsert("partial", PEOPLE, 1L, "Ada"), upsert("partial", PEOPLE, 1L, Row.ABSENT));

    run("partial", script, 100, Mode.UPSERT, SchemaEvolution.EVOLVE, List.of());

    assertThat(names(Lake.table("partial"))).isEqualTo(Map.of(1L, "Ada"));
    assertThat(LakeRun.rejections("partial"))
        .singleElement()
        .extracting(Rejection::message)
        .asString()
        .contains("does not carry the field 'name'");
  }

  private static void run(
      String entity,
      List<ChangeRecord> script,
      int perCheckpoint,
      Mode mode,
      SchemaEvolution evolution,
      List<String> partitionBy)
      throws Exception {
    LakeRun.start(
            entity,
            script,
            perCheckpoint,
            Lake.config(mode),
            Lake.context(entity, evolution, partitionBy),
            null)
        .awaitEnd();
  }

  /** Changes of few keys: several of one key in each checkpoint, deletes and inserts among them. */
  private static List<ChangeRecord> history(String entity, int changes, int keys) {
    Random random = new Random(7);
    List<ChangeRecord> script = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      long id = random.nextInt(keys);
      script.add(
          random.nextInt(4) == 0 ? delete(entity, id) : upsert(entity, PEOPLE, id, "name " + i));
    }
    return script;
  }

  private static Map<Long, String> present(List<ChangeRecord> script) {
    Map<Long, String> rows = new HashMap<>();
    for (ChangeRecord change : script) {
      long id = (Long) change.row().get("id");
      if (change.op() == ChangeOp.DELETE) {
        rows.remove(id);
      } else {
        rows.put(id, (String) change.row().get("name"));
      }
    }
    return rows;
  }

  private static Map<Long, String> names(Table table) throws IOException {
    Map<Long, String> names = new HashMap<>();
    for (Record row : Lake.rows(table)) {
      String twice = names.put((Long) row.getField("id"), (String) row.getField("name"));
      assertThat(twice).as("key %s stands twice", row.getField("id")).isNull();
    }
    return names;
  }
}

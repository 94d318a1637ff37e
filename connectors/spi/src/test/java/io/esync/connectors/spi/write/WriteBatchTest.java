package io.esync.connectors.spi.write;

import static io.esync.connectors.spi.write.Customers.delete;
import static io.esync.connectors.spi.write.Customers.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteBatchTest {
  @Test
  void only_the_last_change_of_a_key_is_written() {
    assertThat(batches(upsert(1, "Ann", "Rome"), upsert(2, "Bob", "Bern"), upsert(1, "Eve", null)))
        .containsExactly(List.of(upsert(1, "Eve", null), upsert(2, "Bob", "Bern")));
    assertThat(batches(upsert(1, "Ann", "Rome"), delete(1))).containsExactly(List.of(delete(1)));
  }

  @Test
  void a_field_that_the_last_change_does_not_carry_comes_from_the_one_before() {
    assertThat(batches(upsert(1, "Ann", "Rome"), upsert(1, Row.ABSENT, null)))
        .containsExactly(List.of(upsert(1, "Ann", null)));
    assertThat(batches(upsert(1, Row.ABSENT, "Rome"), upsert(1, Row.ABSENT, Row.ABSENT)))
        .containsExactly(List.of(upsert(1, Row.ABSENT, "Rome")));
  }

  @Test
  void an_upsert_does_not_hide_the_delete_before_it() {
    assertThat(batches(upsert(1, "Ann", "Rome"), delete(1), upsert(1, "Eve")))
        .containsExactly(List.of(delete(1)), List.of(upsert(1, "Eve")));
  }

  @Test
  void an_upsert_of_other_fields_does_not_hide_the_one_before_it() {
    assertThat(batches(upsert(1, "Ann", "Rome"), upsert(1, "Eve")))
        .containsExactly(List.of(upsert(1, "Ann", "Rome")), List.of(upsert(1, "Eve")));
  }

  @Test
  void its_size_is_the_number_of_writes() {
    WriteBatch batch = new WriteBatch(false);

    for (ChangeRecord change : List.of(delete(1), upsert(1, "Eve"), upsert(1, "Ann"), delete(2))) {
      batch.add(change);
    }

    assertThat(batch.size()).isEqualTo(3);
    batch.drain();
    assertThat(batch.size()).isZero();
    assertThat(batch.drain()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 1000})
  void batches_lead_to_the_same_table_as_single_changes(int batchSize) throws Exception {
    Random random = new Random(batchSize);
    for (int round = 0; round < 200; round++) {
      List<ChangeRecord> changes = randomChanges(random);
      FakeTarget oneByOne = new FakeTarget();
      FakeTarget batched = new FakeTarget();

      write(oneByOne, changes, 1);
      write(batched, changes, batchSize);

      assertThat(batched.table()).isEqualTo(oneByOne.table());
      assertThat(batched.batches())
          .allSatisfy(
              batch -> assertThat(batch).extracting(ChangeRecord::key).doesNotHaveDuplicates());
    }
  }

  private static List<ChangeRecord> randomChanges(Random random) {
    Object[] values = {"x", "y", null, Row.ABSENT};
    List<ChangeRecord> changes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      long id = random.nextInt(3);
      Object name = values[random.nextInt(4)];
      changes.add(
          switch (random.nextInt(4)) {
            case 0 -> delete(id);
            case 1 -> upsert(id, name);
            default -> upsert(id, name, values[random.nextInt(4)]);
          });
    }
    return changes;
  }

  private static void write(FakeTarget target, List<ChangeRecord> changes, int batchSize)
      throws TargetException {
    try (TargetWriter writer = target.open()) {
      WriteBatch batch = new WriteBatch(false);
      for (ChangeRecord change : changes) {
        batch.add(change);
        if (batch.size() >= batchSize) {
          for (List<ChangeRecord> drained : batch.drain()) {
            writer.write(drained);
          }
        }
      }
      for (List<ChangeRecord> drained : batch.drain()) {
        writer.write(drained);
      }
    }
  }

  private static List<List<ChangeRecord>> batches(ChangeRecord... changes) {
    WriteBatch batch = new WriteBatch(false);
    Arrays.stream(changes).forEach(batch::add);
    return batch.drain();
  }
}

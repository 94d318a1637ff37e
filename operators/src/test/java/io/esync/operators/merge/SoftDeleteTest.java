package io.esync.operators.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.Deletion.Marks;
import io.esync.operators.merge.Deletion.Revive;
import io.esync.operators.merge.Deletion.Rule;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftDeleteTest {
  private static final EntityPolicy SOFT =
      EntityPolicy.lastWriteWins(
          List.of(), new Deletion(Rule.SOFT, null, Revive.FULL_IMAGE, new Marks("c", "gone_at")));

  @Test
  void what_a_source_has_under_the_name_of_a_mark_gives_way_to_the_mark() {
    ChangeRecord upsert =
        ChangeBuilder.of("crm").at(1).time(5).upsert("a", "x", "b", "y", "c", "its own");

    Row row = Policies.resolve(SOFT, EntityState.EMPTY.join(upsert, true)).row();

    assertThat(row.get("c")).isEqualTo(false);
    assertThat(row.schema().field(row.schema().indexOf("c")).type()).isEqualTo(DataType.BOOLEAN);
    assertThat(row.get("a")).isEqualTo("x");
    assertThat(MergedEntity.digest(Policies.resolve(SOFT, EntityState.EMPTY.join(upsert, true))))
        .isNotZero();
  }
}

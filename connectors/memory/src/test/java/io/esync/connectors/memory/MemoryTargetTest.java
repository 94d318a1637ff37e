package io.esync.connectors.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetConnector.WriterTarget;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceVersion;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryTargetTest {
  private static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("name", DataType.STRING)),
          List.of("id"));
  private static final ChangeRecord ADA = change(ChangeOp.UPSERT, 1L, "Ada");
  private static final ChangeRecord GRACE = change(ChangeOp.UPSERT, 2L, "Grace");

  @AfterEach
  void remove() {
    MemoryTables.remove("shop/lake");
  }

  @Test
  void it_is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(TargetConnector.class))
        .hasAtLeastOneElementOfType(MemoryTargetConnector.class);
  }

  @Test
  void a_table_shows_the_latest_row_of_each_key_and_every_change() throws TargetException {
    ChangeRecord lovelace = change(ChangeOp.UPSERT, 1L, "Lovelace");
    ChangeRecord gone = change(ChangeOp.DELETE, 2L, null);

    write(List.of(ADA, GRACE));
    write(List.of(lovelace, gone));

    MemoryTable table = MemoryTables.named("shop/lake");
    assertThat(table.rows()).containsExactly(Map.entry(ADA.key(), lovelace.row()));
    assertThat(table.latest("customer", 1L)).contains(lovelace.row());
    assertThat(table.latest("customer", 2L)).isEmpty();
    assertThat(table.changes()).containsExactly(ADA, GRACE, lovelace, gone);
  }

  @Test
  void a_batch_that_is_written_again_leaves_the_rows_as_they_are() throws TargetException {
    write(List.of(ADA, GRACE));
    Map<EntityKey, Row> once = MemoryTables.named("shop/lake").rows();

    write(List.of(ADA, GRACE));

    assertThat(MemoryTables.named("shop/lake").rows()).isEqualTo(once);
  }

  private static void write(List<ChangeRecord> batch) throws TargetException {
    WriterTarget target =
        (WriterTarget)
            new MemoryTargetConnector()
                .target(
                    new MemoryTargetConfig(null), new TargetContext<>("shop", "lake", Map.of()));
    try (TargetWriter writer = target.factory().open()) {
      writer.write(batch);
    }
  }

  private static ChangeRecord change(ChangeOp op, long id, String name) {
    Row row = Row.of(SCHEMA, id, name);
    Origin origin = new Origin("crm", "customers", new SourceVersion(0, id, 0), 0, 0, false);
    return new ChangeRecord(
        EntityKey.of("customer", id), op, op == ChangeOp.DELETE ? row.keyRow() : row, origin);
  }
}

package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.MergedEntity;
import io.esync.operators.merge.SourceState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EntityStateSerializerTest {
  private static final EntityStateSerializer SERIALIZER = EntityStateSerializer.INSTANCE;

  @Test
  void what_is_stored_is_read_as_it_was_written() throws IOException {
    for (MergedEntity entity : List.of(MergedEntity.NEW, Samples.stored())) {
      assertThat(Bytes.read(SERIALIZER, Bytes.write(SERIALIZER, entity))).isEqualTo(entity);
    }
  }

  @Test
  void state_of_the_first_format_is_read_by_its_own_serializer() throws IOException {
    EntityStateSerializer first =
        (EntityStateSerializer) new EntityStateSerializer.Snapshot().serializer(1);

    MergedEntity read = Bytes.read(first, resource("format-1/state.bin"));

    assertThat(read.state().sources())
        .extracting(SourceState::toString)
        .containsExactlyElementsOf(
            Samples.state().sources().stream().map(SourceState::toString).toList());
    assertThat(read.state().source("crm")).isEqualTo(Samples.state().source("crm"));
    assertThat(read.emitted()).isEqualTo(MergedEntity.UNKNOWN);
  }

  @Test
  void the_form_of_the_second_format_stays_as_it_is() throws IOException {
    assertThat(Bytes.write(SERIALIZER, Samples.stored()))
        .as("another form is another format: raise FORMAT and keep reading this one")
        .isEqualTo(resource("format-2/state.bin"));
  }

  @Test
  void a_process_that_has_never_seen_the_schemas_learns_them_from_the_snapshot() throws Exception {
    byte[] written = Bytes.write(SERIALIZER, Samples.stored());
    DataOutputSerializer snapshot = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(snapshot, SERIALIZER.snapshotConfiguration());

    try (ForkedClasses elsewhere = new ForkedClasses()) {
      Object rewritten =
          elsewhere
              .loadClass(Bytes.class.getName())
              .getMethod("rewriteEntity", byte[].class, byte[].class)
              .invoke(null, snapshot.getCopyOfBuffer(), written);

      assertThat((byte[]) rewritten).isEqualTo(written);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = EntityStateSerializerTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }
}

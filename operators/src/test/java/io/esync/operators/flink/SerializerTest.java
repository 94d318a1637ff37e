package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.flink.Samples.Sample;
import io.esync.operators.merge.EntityState;
import io.esync.operators.merge.Histories;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.model.ArbitraryValues;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerializerTest {
  static Set<String> samples() {
    return Samples.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_record_is_read_as_it_was_written(String name) throws IOException {
    assertReadAsWritten(Samples.all().get(name));
  }

  private static <T> void assertReadAsWritten(Sample<T> sample) throws IOException {
    T read = Bytes.read(sample.serializer(), Bytes.write(sample.serializer(), sample.value()));

    assertSame(read, sample.value());
  }

  private static void assertSame(Object actual, Object expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withEqualsForType(Row::equals, Row.class)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_process_that_has_never_seen_the_schema_reads_it_with_the_record(String name)
      throws Exception {
    assertReadElsewhere(Samples.all().get(name));
  }

  private static <T> void assertReadElsewhere(Sample<T> sample) throws Exception {
    byte[] written = Bytes.write(sample.serializer(), sample.value());
    try (ForkedClasses elsewhere = new ForkedClasses()) {
      Class<?> bytes = elsewhere.loadClass(Bytes.class.getName());
      assertThat(bytes).isNotEqualTo(Bytes.class);

      Object rewritten =
          bytes
              .getMethod("rewrite", String.class, byte[].class)
              .invoke(null, sample.serializer().getClass().getName(), written);

      assertThat((byte[]) rewritten).isEqualTo(written);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void what_the_first_format_wrote_is_still_read(String name) throws IOException {
    try (InputStream in = SerializerTest.class.getResourceAsStream("format-1/" + name + ".bin")) {
      assertThat(in).as("fixture, written by FixtureWriter").isNotNull();
      assertFixture(Samples.all().get(name), in.readAllBytes());
    }
  }

  private static <T> void assertFixture(Sample<T> sample, byte[] fixture) throws IOException {
    assertSame(Bytes.read(sample.serializer(), fixture), sample.value());
    assertThat(Bytes.write(sample.serializer(), sample.value()))
        .as("another form is another format: raise FORMAT and keep reading this one")
        .isEqualTo(fixture);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_snapshot_gives_back_the_serializer_that_wrote(String name) throws IOException {
    assertSnapshot(Samples.all().get(name).serializer());
  }

  private static <T> void assertSnapshot(FormatSerializer<T> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

    TypeSerializerSnapshot<T> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()),
            SerializerTest.class.getClassLoader());

    assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_serializer_travels_in_the_job_graph(String name) throws Exception {
    FormatSerializer<?> serializer = Samples.all().get(name).serializer();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(serializer);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(serializer).hasSameHashCodeAs(serializer);
    }
  }

  @Provide
  Arbitrary<Row> rows() {
    return ArbitraryValues.rows();
  }

  @Property(tries = 200)
  void rows_of_any_schema_pass(@ForAll("rows") Row row) throws IOException {
    ChangeRecord change = new ChangeRecord(Samples.KEY, ChangeOp.UPSERT, row, Samples.ORIGIN);

    byte[] written = Bytes.write(ChangeRecordSerializer.INSTANCE, change);

    assertThat(Bytes.read(ChangeRecordSerializer.INSTANCE, written)).isEqualTo(change);
  }

  @Property(tries = 200)
  void a_state_that_is_stored_between_any_two_changes_stays_the_same(@ForAll Random random)
      throws IOException {
    EntityState kept = EntityState.EMPTY;
    MergedEntity stored = MergedEntity.NEW;
    for (ChangeRecord change : Histories.interleaved(Histories.bySource(random), random)) {
      kept = kept.join(change, false);
      EntityState joined = stored.state().join(change, false);
      stored = new MergedEntity(joined, random.nextLong(), List.of());
      byte[] written = Bytes.write(EntityStateSerializer.INSTANCE, stored);
      stored = Bytes.read(EntityStateSerializer.INSTANCE, written);

      assertThat(stored.state()).isEqualTo(kept);
    }
  }
}

package io.esync.operators.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueCodecTest {
  /** Two values of a type. */
  record Pair(DataType type, Object left, Object right) {}

  @Provide
  Arbitrary<Pair> pairs() {
    return ArbitraryValues.types()
        .flatMap(
            type ->
                Combinators.combine(ArbitraryValues.of(type), ArbitraryValues.of(type))
                    .as((left, right) -> new Pair(type, left, right)));
  }

  @Provide
  Arbitrary<Row> rows() {
    return ArbitraryValues.rows();
  }

  @Property
  void a_value_is_read_as_it_was_written(@ForAll("pairs") Pair pair) throws IOException {
    DataInputStream in = input(ValueCodec.bytes(pair.type(), pair.left()));

    Object read = ValueCodec.read(pair.type(), in);

    assertThat(Values.equal(read, pair.left())).isTrue();
    assertThat(in.available()).isZero();
  }

  @Property
  void values_have_equal_bytes_exactly_where_they_are_equal(@ForAll("pairs") Pair pair) {
    byte[] left = ValueCodec.bytes(pair.type(), pair.left());
    byte[] right = ValueCodec.bytes(pair.type(), pair.right());
    Object copy = ArbitraryValues.copy(pair.left());

    assertThat(Arrays.equals(left, right)).isEqualTo(Values.equal(pair.left(), pair.right()));
    assertThat(Values.equal(copy, pair.left())).isTrue();
    assertThat(Values.hash(copy)).isEqualTo(Values.hash(pair.left()));
    assertThat(ValueCodec.bytes(pair.type(), copy)).isEqualTo(left);
  }

  @Property
  void a_row_is_read_as_it_was_written(@ForAll("rows") Row row) throws IOException {
    assertThat(rewritten(row)).isEqualTo(row).hasSameHashCodeAs(row);
  }

  @Test
  void null_and_absent_are_told_apart_at_every_position() throws IOException {
    for (int size = 0; size <= 9; size++) {
      List<Field> fields = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        fields.add(new Field("f" + i, DataType.INT));
      }
      RowSchema schema = RowSchema.of(fields, List.of());
      for (int at = 0; at < size; at++) {
        for (Object special : new Object[] {null, Row.ABSENT}) {
          Object[] values = new Object[size];
          Arrays.fill(values, 7);
          values[at] = special;
          Row row = Row.of(schema, values);

          assertThat(rewritten(row)).isEqualTo(row);
        }
      }
    }
  }

  private static Row rewritten(Row row) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ValueCodec.writeRow(row, new DataOutputStream(bytes));
    DataInputStream in = input(bytes.toByteArray());
    Row read = ValueCodec.readRow(row.schema(), in);
    assertThat(in.available()).isZero();
    return read;
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}

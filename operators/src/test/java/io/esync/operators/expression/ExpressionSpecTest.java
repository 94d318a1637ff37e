package io.esync.operators.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionSpecTest {
  private static final List<Field> COLUMNS = List.of(new Field("n", DataType.INT));

  @Test
  void a_spec_travels_serialized_and_compiles_where_it_arrives() throws Exception {
    ExpressionSpec spec = new ExpressionSpec("n + 1", COLUMNS, DataType.BIGINT);
    spec.compiled();

    ExpressionSpec arrived = throughTheWire(spec);

    assertThat(arrived.sql()).isEqualTo("n + 1");
    assertThat(arrived.compiled().evaluate(new Object[] {41})).isEqualTo(42L);
    assertThat(arrived.compiled()).isSameAs(arrived.compiled());
  }

  @Test
  void a_spec_of_an_invalid_expression_fails_when_it_is_compiled() {
    ExpressionSpec spec = new ExpressionSpec("m + 1", COLUMNS, null);

    assertThatThrownBy(spec::compiled).isInstanceOf(InvalidExpressionException.class);
  }

  private static ExpressionSpec throughTheWire(ExpressionSpec spec) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(spec);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ExpressionSpec) in.readObject();
    }
  }
}

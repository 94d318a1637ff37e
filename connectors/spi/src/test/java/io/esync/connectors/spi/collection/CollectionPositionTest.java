package io.esync.connectors.spi.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.collection.CollectionPosition.Serializer;
import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.rows.Tracked;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectionPositionTest {
  private static final Tracked TRACKED =
      new Tracked(
          Instant.EPOCH.plusSeconds(7),
          RowSchema.of(List.of(new Field("id", DataType.parse("bigint"))), List.of("id")),
          List.of());
  private static final CollectionPosition POSITION =
      new CollectionPosition(
          new BigDecimal("12.5"), BigDecimal.TEN, "page 2", 3, TRACKED, List.of());

  private final Serializer serializer = new Serializer();

  @Test
  void a_position_comes_back_as_it_was() throws Exception {
    Validator validator =
        new Validator(Address.of("https://api.example.com/x?y=z"), "If-None-Match", "W/\"1\"");
    for (CollectionPosition position :
        List.of(CollectionPosition.START, POSITION, POSITION.with(List.of(validator, validator)))) {
      assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(position)))
          .isEqualTo(position);
    }
  }

  @Test
  void the_first_version_held_no_validators() throws Exception {
    byte[] second = serializer.serialize(POSITION);
    byte[] first = Arrays.copyOf(second, second.length - Integer.BYTES);

    assertThat(serializer.deserialize(1, first)).isEqualTo(POSITION);
    assertThatThrownBy(() -> serializer.deserialize(3, second))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unknown version 3");
  }
}

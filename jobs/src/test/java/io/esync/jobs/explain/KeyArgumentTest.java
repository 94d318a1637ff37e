package io.esync.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.jobs.explain.KeyArgument.KeyField;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyArgumentTest {
  private static final KeyArgument ORDER =
      new KeyArgument(
          "order",
          List.of(new KeyField("country", DataType.STRING), new KeyField("id", DataType.INT)));

  @Test
  void bare_values_an_array_and_an_object_are_the_same_key() {
    EntityKey key = EntityKey.of("order", "DE", 42);

    assertThat(ORDER.keys(List.of("DE", "42"))).containsExactly(key);
    assertThat(ORDER.keys(List.of("[\"DE\", 42]"))).containsExactly(key);
    assertThat(ORDER.keys(List.of("{\"id\": 42, \"country\": \"DE\"}"))).containsExactly(key);
  }

  @Test
  void digits_are_text_where_the_field_is_text() {
    KeyArgument zip = new KeyArgument("place", List.of(new KeyField("zip", DataType.STRING)));

    assertThat(zip.keys(List.of("01069"))).containsExactly(EntityKey.of("place", "01069"));
    assertThat(zip.keys(List.of("10115"))).containsExactly(EntityKey.of("place", "10115"));
  }

  @Test
  void without_a_declared_type_all_that_may_be_meant_is_tried() {
    KeyArgument open = new KeyArgument("thing", List.of(new KeyField("id", null)));
    String uuid = "123e4567-e89b-12d3-a456-426614174000";

    assertThat(open.keys(List.of("42")))
        .startsWith(EntityKey.of("thing", 42L))
        .contains(EntityKey.of("thing", "42"));
    assertThat(open.keys(List.of(uuid)))
        .contains(EntityKey.of("thing", uuid), EntityKey.of("thing", UUID.fromString(uuid)));
  }

  @Test
  void what_is_no_key_is_refused_with_what_was_expected() {
    assertThatThrownBy(() -> ORDER.keys(List.of("DE")))
        .hasMessageContaining("the key of order is country, id; what --key gives has 1 value");
    assertThatThrownBy(() -> ORDER.keys(List.of("{\"id\": 1}")))
        .hasMessageContaining("lacks country");
    assertThatThrownBy(() -> ORDER.keys(List.of("DE", "many")))
        .hasMessageContaining("--key: field 'id': \"many\" is no int");
    assertThatThrownBy(() -> ORDER.keys(List.of("[\"DE\", null]")))
        .hasMessageContaining("'id' of a key has a single value, and is not NULL");
  }
}

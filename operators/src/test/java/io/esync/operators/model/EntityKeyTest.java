package io.esync.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityKeyTest {
  /** Over the bytes: the type code of a bigint, and 42 in zig-zag form. */
  private static final int HASH_OF_CUSTOMER_42 = "customer".hashCode() * 31 + (31 + 3) * 31 + 84;

  @Test
  void an_int_and_a_bigint_of_the_same_number_are_the_same_key() {
    assertThat(EntityKey.of("e", 42)).isEqualTo(EntityKey.of("e", 42L)).hasToString("e[42]");
    assertThat(EntityKey.of("e", -1)).isEqualTo(EntityKey.of("e", -1L));
    assertThat(EntityKey.of("e", 42)).isNotEqualTo(EntityKey.of("f", 42));
    assertThat(EntityKey.of("e", 42)).isNotEqualTo(EntityKey.of("e", "42"));
  }

  @Test
  void trailing_zeros_of_a_decimal_make_no_other_key() {
    assertThat(EntityKey.of("e", new BigDecimal("1.50")))
        .isEqualTo(EntityKey.of("e", new BigDecimal("1.5")));
    assertThat(EntityKey.of("e", new BigDecimal("0.00")))
        .isEqualTo(EntityKey.of("e", BigDecimal.ZERO));
  }

  @Test
  void values_come_back_in_order() {
    EntityKey key = EntityKey.of("e", "a", 1, LocalDate.of(-44, 3, 15));

    assertThat(key.values()).isEqualTo(List.of("a", 1L, LocalDate.of(-44, 3, 15)));
    assertThat(EntityKey.ofEncoded("e", key.encoded())).isEqualTo(key).hasSameHashCodeAs(key);
  }

  @Test
  void the_border_between_values_counts() {
    assertThat(EntityKey.of("e", "ab", "c")).isNotEqualTo(EntityKey.of("e", "a", "bc"));
  }

  @Test
  void the_hash_never_changes_because_it_places_the_state() {
    assertThat(EntityKey.of("customer", 42).hashCode()).isEqualTo(HASH_OF_CUSTOMER_42);
  }

  @Test
  void null_absent_and_arrays_are_no_keys() {
    assertThatThrownBy(() -> EntityKey.of("e", (Object) null)).hasMessage("a key field is NULL");
    assertThatThrownBy(() -> EntityKey.of("e", Row.ABSENT))
        .hasMessage("a key field is absent or no scalar");
    assertThatThrownBy(() -> EntityKey.of("e", List.of(1)))
        .hasMessage("a key field is absent or no scalar");
    assertThatThrownBy(() -> EntityKey.of("e")).hasMessage("a key has at least one field");
  }
}

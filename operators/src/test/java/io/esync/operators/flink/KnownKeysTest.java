package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.EntityKey;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
  private static final long KEYS = 1_000_000;

  @Test
  void no_key_that_was_added_is_taken_for_new() {
    KnownKeys known = filled(number -> EntityKey.of("customer", number));

    assertThat(mistaken(known, 0, number -> EntityKey.of("customer", number))).isEqualTo(KEYS);
  }

  @Test
  void few_new_keys_are_taken_for_known_whatever_keys_look_like() {
    assertFewMistaken(number -> EntityKey.of("customer", number));
    assertFewMistaken(number -> EntityKey.of("customer", "customer-" + number));
    assertFewMistaken(number -> EntityKey.of("customer", (int) (number % 1000), number / 1000));
    assertFewMistaken(number -> EntityKey.of("customer", new UUID(number * 31, 7)));
  }

  @Test
  void the_same_key_of_another_entity_is_another_key() {
    KnownKeys known = filled(number -> EntityKey.of("customer", number));

    assertThat(mistaken(known, 0, number -> EntityKey.of("order", number))).isLessThan(KEYS / 100);
  }

  @Test
  void after_a_restore_any_key_may_have_state() {
    assertThat(KnownKeys.any().mayHave(EntityKey.of("customer", 1))).isTrue();
  }

  private static void assertFewMistaken(LongFunction<EntityKey> key) {
    assertThat(mistaken(filled(key), KEYS, key)).isLessThan(KEYS / 100);
  }

  private static KnownKeys filled(LongFunction<EntityKey> key) {
    KnownKeys known = KnownKeys.none();
    LongStream.range(0, KEYS).mapToObj(key).forEach(known::add);
    return known;
  }

  /** How many of as many keys from {@code first} on are taken for known. */
  private static long mistaken(KnownKeys known, long first, LongFunction<EntityKey> key) {
    return LongStream.range(first, first + KEYS).mapToObj(key).filter(known::mayHave).count();
  }
}

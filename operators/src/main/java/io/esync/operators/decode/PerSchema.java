package io.esync.operators.decode;

import io.esync.operators.model.RowSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is made once for each schema of rows, or the reason why it cannot be. Of so many schemas
 * that nobody has them, those that came first are made again. Not for several threads.
 */
final class PerSchema<T> {
  private static final int KEPT = 1_000;

  private final Maker<T> maker;
  private final Map<RowSchema, Made<T>> made =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RowSchema, Made<T>> eldest) {
          return size() > KEPT;
        }
      };

  PerSchema(Maker<T> maker) {
    this.maker = maker;
  }

  /** Fits something to a schema. */
  @FunctionalInterface
  interface Maker<T> {
    T make(RowSchema schema) throws DecodeException;
  }

  private record Made<T>(T value, DecodeException failure) {}

  T of(RowSchema schema) throws DecodeException {
    Made<T> known = made.get(schema);
    if (known == null) {
      known = make(schema);
      made.put(schema, known);
    }
    if (known.failure() != null) {
      throw known.failure();
    }
    return known.value();
  }

  private Made<T> make(RowSchema schema) {
    try {
      return new Made<>(maker.make(schema), null);
    } catch (DecodeException e) {
      return new Made<>(null, e);
    }
  }
}

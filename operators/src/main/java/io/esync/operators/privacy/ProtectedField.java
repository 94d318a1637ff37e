package io.esync.operators.privacy;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import java.io.Serializable;
import java.util.Objects;

/**
 * A field whose values are not given out as they are.
 *
 * @param kind what it holds
 * @param protection what is given out instead
 * @param key needed for {@link Protection#HASH}, else null
 */
public record ProtectedField(PiiKind kind, Protection protection, HashKey key)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public ProtectedField {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(protection, "protection");
    if (protection == Protection.HASH && key == null) {
      throw new IllegalArgumentException("a hash needs a key");
    }
  }

  /** The type of what is given out instead of values of {@code type}. */
  public DataType typeOf(DataType type) {
    return switch (protection) {
      case CLEAR, REDACT -> type;
      case MASK, HASH -> DataType.STRING;
    };
  }

  /** What is given out instead of {@code value}; what is NULL or absent stays so. */
  public Object apply(Object value) {
    if (value == null || value == Row.ABSENT) {
      return value;
    }
    return switch (protection) {
      case CLEAR -> value;
      case MASK -> value instanceof String text ? kind.mask(text) : null;
      case HASH -> isScalar(value) ? key.hash(value) : null;
      case REDACT -> null;
    };
  }

  /** What is not, such as an array that a source sends where none is declared, is kept back. */
  private static boolean isScalar(Object value) {
    return !(value instanceof Iterable);
  }
}

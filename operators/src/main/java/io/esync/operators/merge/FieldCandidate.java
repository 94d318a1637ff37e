package io.esync.operators.merge;

import io.esync.operators.model.DataType;
import io.esync.operators.model.ValueCodec;
import io.esync.operators.model.Values;
import java.util.Objects;

/**
 * What one source says of one field.
 *
 * @param value possibly null, which is SQL's NULL; never absent
 * @param stamp since when it says so
 */
public record FieldCandidate(String source, DataType type, Object value, Stamp stamp) {
  public FieldCandidate {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(stamp, "stamp");
  }

  /** Whether both have the same value, to the last digit. */
  public boolean agreesWith(FieldCandidate other) {
    return type.equals(other.type) && Values.equal(value, other.value);
  }

  /** 64 bits that stand for the value; different ones stand for different values. */
  long digest() {
    return Digest.of(type, value);
  }

  /** The value's canonical bytes. */
  byte[] canonicalBytes() {
    return ValueCodec.bytes(type, value);
  }
}

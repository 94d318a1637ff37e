package io.esync.operators.merge;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.ValueCodec;
import java.nio.charset.StandardCharsets;

/**
 * 64-bit digests of values and rows, the same on every machine: FNV-1a over the canonical bytes,
 * finished by the mixer of MurmurHash3. Not for secrets: whoever wants to can find collisions.
 */
final class Digest {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long HELD = 0x9e3779b97f4a7c15L;

  private Digest() {}

  /** Of a value of {@code type}, which may be null. */
  static long of(DataType type, Object value) {
    long hash = add(FNV_OFFSET, type.toString().getBytes(StandardCharsets.UTF_8));
    return value == null ? mix(hash) : mix(add(hash, ValueCodec.bytes(type, value)));
  }

  /** Of a name. */
  static long of(String name) {
    return mix(add(FNV_OFFSET, name.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Of a row, in whatever order its fields are; NULL is as good as no field at all. An absent field
   * is one that is held back, which is neither.
   */
  static long of(Row row) {
    RowSchema schema = row.schema();
    long sum = FNV_OFFSET;
    for (int i = 0; i < schema.size(); i++) {
      Object value = row.get(i);
      if (value != null) {
        long name = add(FNV_OFFSET, schema.field(i).name().getBytes(StandardCharsets.UTF_8));
        long content = value == Row.ABSENT ? HELD : of(schema.field(i).type(), value);
        sum += mix(name ^ mix(content + name));
      }
    }
    return mix(sum);
  }

  private static long add(long start, byte[] bytes) {
    long hash = start;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}

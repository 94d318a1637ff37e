package io.esync.operators.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.ValueCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * 64-bit digests of values and rows, the same on every machine: FNV-1a over the canonical bytes,
 * finished by the mixer of MurmurHash3. Not for secrets: whoever wants to can find collisions.
 */
final class Digest {
  private static final long HELD = 0x9e3779b97f4a7c15L;

  /** Schemas are interned and few. */
  private static final Map<RowSchema, SchemaDigests> SCHEMAS = new ConcurrentHashMap<>();

  private Digest() {}

  /** Of a value of {@code type}, which may be null. */
  static long of(DataType type, Object value) {
    return of(type, value, start(type));
  }

  private static long start(DataType type) {
    return Fnv.of(type.toString().getBytes(UTF_8));
  }

  private static long of(DataType type, Object value, long start) {
    if (value == null) {
      return mix(start);
    }
    Fnv fnv = new Fnv(start);
    try {
      ValueCodec.write(type, value, fnv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return mix(fnv.hash());
  }

  /** Of a name. */
  static long of(String name) {
    return mix(Fnv.of(name.getBytes(UTF_8)));
  }

  /**
   * Of a row, in whatever order its fields are; NULL is as good as no field at all. An absent field
   * is one that is held back, which is neither.
   */
  static long of(Row row) {
    RowSchema schema = row.schema();
    SchemaDigests digests = SCHEMAS.computeIfAbsent(schema, SchemaDigests::of);
    long sum = Fnv.OFFSET;
    for (int i = 0; i < schema.size(); i++) {
      Object value = row.get(i);
      if (value != null) {
        long name = digests.names[i];
        long content =
            value == Row.ABSENT ? HELD : of(schema.field(i).type(), value, digests.types[i]);
        sum += mix(name ^ mix(content + name));
      }
    }
    return mix(sum);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /** What of a row's digest depends on its schema alone, for each field. */
  @SuppressWarnings("ArrayRecordComponent") // neither compared nor given out
  private record SchemaDigests(long[] names, long[] types) {
    static SchemaDigests of(RowSchema schema) {
      return new SchemaDigests(
          schema.fields().stream().mapToLong(f -> Fnv.of(f.name().getBytes(UTF_8))).toArray(),
          schema.fields().stream().mapToLong(f -> start(f.type())).toArray());
    }
  }
}

package io.esync.operators.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Identifies one entity: the entity's name and the values of its key fields in a canonical,
 * self-describing form. An {@code int} and a {@code bigint} of the same number are the same key,
 * and so are decimals that differ in trailing zeros only.
 *
 * <p>The hash depends on nothing but these bytes; it is the same on every JVM and decides the key
 * group that holds the entity's state.
 */
public final class EntityKey {
  private static final Map<Class<?>, DataType> TYPES =
      Map.ofEntries(
          Map.entry(Boolean.class, DataType.BOOLEAN),
          Map.entry(Long.class, DataType.BIGINT),
          Map.entry(BigDecimal.class, DataType.DECIMAL),
          Map.entry(Float.class, DataType.FLOAT),
          Map.entry(Double.class, DataType.DOUBLE),
          Map.entry(String.class, DataType.STRING),
          Map.entry(byte[].class, DataType.BYTES),
          Map.entry(java.time.LocalDate.class, DataType.DATE),
          Map.entry(java.time.LocalTime.class, DataType.TIME),
          Map.entry(java.time.LocalDateTime.class, DataType.TIMESTAMP),
          Map.entry(java.time.Instant.class, DataType.TIMESTAMPTZ),
          Map.entry(java.util.UUID.class, DataType.UUID));

  private final String entity;
  private final byte[] encoded;
  private final int hash;

  private EntityKey(String entity, byte[] encoded) {
    this.entity = Objects.requireNonNull(entity, "entity");
    this.encoded = encoded;
    this.hash = entity.hashCode() * 31 + Arrays.hashCode(encoded);
  }

  /**
   * The key of {@code entity} with these values.
   *
   * @throws IllegalArgumentException if a value is null, absent, an array or of no known class, or
   *     if there is none
   */
  public static EntityKey of(String entity, Object... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a key has at least one field");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Object value : values) {
        writeValue(value, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EntityKey(entity, bytes.toByteArray());
  }

  private static void writeValue(Object value, DataOutputStream out) throws IOException {
    Object canonical = canonical(value);
    DataType type = canonical == null ? null : TYPES.get(canonical.getClass());
    if (type == null) {
      throw new IllegalArgumentException(
          canonical == null ? "a key field is NULL" : "a key field is absent or no scalar");
    }
    out.writeByte(type.kind().code());
    ValueCodec.write(type, canonical, out);
  }

  private static Object canonical(Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof BigDecimal number) {
      return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
    return value;
  }

  /** A key from the {@link #encoded()} form, which it takes over. */
  public static EntityKey ofEncoded(String entity, byte[] encoded) {
    return new EntityKey(entity, encoded);
  }

  public String entity() {
    return entity;
  }

  /** The canonical bytes of the values. Not to be changed. */
  public byte[] encoded() {
    return encoded;
  }

  /** The key values; an {@code int} comes back as {@link Long}. */
  public List<Object> values() {
    List<Object> values = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      while (in.available() > 0) {
        TypeKind kind = TypeKind.ofCode(in.readByte());
        values.add(ValueCodec.read(new DataType(kind, 0, 0, null), in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("corrupt key of entity " + entity, e);
    }
    return values;
  }

  /**
   * The key as a row.
   *
   * @param names of the key fields, in the order of the key
   * @throws IllegalArgumentException if there are not as many names as values
   */
  public Row row(List<String> names) {
    List<Object> values = values();
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          "the key of entity " + entity + " has " + values.size() + " fields, not " + names);
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      fields.add(new Field(names.get(i), TYPES.get(values.get(i).getClass())));
    }
    return Row.of(RowSchema.of(fields, names), values.toArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntityKey key
        && hash == key.hash
        && entity.equals(key.entity)
        && Arrays.equals(encoded, key.encoded);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Entity and values as people write them, e.g. {@code customer[42]}. */
  @Override
  public String toString() {
    return entity + values().stream().map(Values::describe).toList();
  }
}

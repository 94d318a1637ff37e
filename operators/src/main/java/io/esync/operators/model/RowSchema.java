package io.esync.operators.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fields of a row, and which of them identify it. Schemas are interned: equal ones are the same
 * object, so comparing two costs nothing.
 *
 * <p>The fingerprint is the first 8 bytes of the SHA-256 of {@link #encoded()}. Two schemas that
 * share a fingerprint and differ are refused when the second one appears.
 */
public final class RowSchema {
  private static final Map<Long, RowSchema> INTERNED = new ConcurrentHashMap<>();

  /** As {@link #INTERNED}: a fingerprint takes longer than a look. */
  private static final Map<Parts, RowSchema> BY_PARTS = new ConcurrentHashMap<>();

  private final List<Field> fields;
  private final int[] keyIndexes;
  private final List<String> key;
  private final Map<String, Integer> positions;
  private final byte[] encoded;
  private final long fingerprint;
  private volatile RowSchema keySchema;

  private RowSchema(List<Field> fields, int[] keyIndexes, byte[] encoded, long fingerprint) {
    this.fields = fields;
    this.keyIndexes = keyIndexes;
    this.key = Arrays.stream(keyIndexes).mapToObj(i -> fields.get(i).name()).toList();
    this.encoded = encoded;
    this.fingerprint = fingerprint;
    this.positions = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (positions.put(fields.get(i).name(), i) != null) {
        throw new IllegalArgumentException("field '" + fields.get(i).name() + "' stands twice");
      }
    }
  }

  /**
   * The schema of {@code fields}, identified by the fields named in {@code key}, in that order.
   *
   * @throws IllegalArgumentException if a name stands twice or a key field is missing
   */
  public static RowSchema of(List<Field> fields, List<String> key) {
    RowSchema known = BY_PARTS.get(new Parts(fields, key));
    if (known != null) {
      return known;
    }
    int[] keyIndexes = new int[key.size()];
    for (int i = 0; i < keyIndexes.length; i++) {
      keyIndexes[i] = position(fields, key.get(i));
    }
    RowSchema schema = intern(List.copyOf(fields), keyIndexes);
    BY_PARTS.put(new Parts(schema.fields, schema.key), schema);
    return schema;
  }

  private static int position(List<Field> fields, String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("key field '" + name + "' is not among the fields");
  }

  private static RowSchema intern(List<Field> fields, int[] keyIndexes) {
    byte[] encoded = encode(fields, keyIndexes);
    long fingerprint = fingerprint(encoded);
    RowSchema schema =
        INTERNED.computeIfAbsent(
            fingerprint, print -> new RowSchema(fields, keyIndexes, encoded, print));
    if (!Arrays.equals(schema.encoded, encoded)) {
      throw new IllegalStateException("two row schemas share the fingerprint " + fingerprint);
    }
    return schema;
  }

  /** The schema known under {@code fingerprint} in this process, or null. */
  public static RowSchema known(long fingerprint) {
    return INTERNED.get(fingerprint);
  }

  /** All schemas that are known in this process. */
  public static List<RowSchema> known() {
    return List.copyOf(INTERNED.values());
  }

  /** Reads what {@link #encoded()} holds. */
  public static RowSchema decode(byte[] encoded) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      int size = in.readInt();
      List<Field> fields = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        fields.add(new Field(in.readUTF(), readType(in)));
      }
      int[] key = new int[in.readInt()];
      for (int i = 0; i < key.length; i++) {
        key[i] = in.readInt();
      }
      return intern(List.copyOf(fields), key);
    } catch (IOException e) {
      throw new UncheckedIOException("not a row schema", e);
    }
  }

  private static byte[] encode(List<Field> fields, int[] keyIndexes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(fields.size());
      for (Field field : fields) {
        out.writeUTF(field.name());
        writeType(field.type(), out);
      }
      out.writeInt(keyIndexes.length);
      for (int index : keyIndexes) {
        out.writeInt(index);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeType(DataType type, DataOutputStream out) throws IOException {
    out.writeByte(type.kind().code());
    if (type.kind() == TypeKind.DECIMAL) {
      out.writeShort(type.precision());
      out.writeShort(type.scale());
    } else if (type.kind() == TypeKind.ARRAY) {
      writeType(type.element(), out);
    }
  }

  private static DataType readType(DataInputStream in) throws IOException {
    TypeKind kind = TypeKind.ofCode(in.readByte());
    return switch (kind) {
      case DECIMAL -> new DataType(kind, in.readShort(), in.readShort(), null);
      case ARRAY -> DataType.arrayOf(readType(in));
      default -> new DataType(kind, 0, 0, null);
    };
  }

  private static long fingerprint(byte[] encoded) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(encoded)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public int size() {
    return fields.size();
  }

  public List<Field> fields() {
    return fields;
  }

  public Field field(int index) {
    return fields.get(index);
  }

  /** The position of field {@code name}, or -1. */
  public int indexOf(String name) {
    Integer position = positions.get(name);
    return position == null ? -1 : position;
  }

  /** How many fields identify a row; may be 0. */
  public int keySize() {
    return keyIndexes.length;
  }

  /** The position of the {@code n}-th key field. */
  public int keyIndex(int n) {
    return keyIndexes[n];
  }

  /** The names of the fields that identify a row, in the order of the key; may be empty. */
  public List<String> key() {
    return key;
  }

  /** The schema of the key fields alone, all of them key. */
  public RowSchema keySchema() {
    RowSchema result = keySchema;
    if (result == null) {
      result = of(Arrays.stream(keyIndexes).mapToObj(fields::get).toList(), key());
      keySchema = result;
    }
    return result;
  }

  public long fingerprint() {
    return fingerprint;
  }

  /** The bytes that stand for this schema on the wire and in state. Not to be changed. */
  public byte[] encoded() {
    return encoded;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof RowSchema schema
            && fingerprint == schema.fingerprint
            && Arrays.equals(encoded, schema.encoded));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(fingerprint);
  }

  @Override
  public String toString() {
    return fields + " key " + key;
  }

  /** What {@link #of} is given. */
  private record Parts(List<Field> fields, List<String> key) {}
}

package io.esync.operators.flink;

import io.esync.operators.merge.MergedEntity;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes and reads single values. */
public final class Bytes {
  private Bytes() {}

  static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    T value = serializer.deserialize(in);
    if (in.available() > 0) {
      throw new IOException(in.available() + " bytes are left over");
    }
    return value;
  }

  /** Reads a value and writes it again, for callers that share no classes with this one. */
  public static byte[] rewrite(String serializerClass, byte[] bytes)
      throws IOException, ReflectiveOperationException {
    return rewrite(
        (TypeSerializer<?>) Class.forName(serializerClass).getField("INSTANCE").get(null), bytes);
  }

  private static <T> byte[] rewrite(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
    return write(serializer, read(serializer, bytes));
  }

  /** Reads and writes {@code entity} with what {@code snapshot} gives back. */
  public static byte[] rewriteEntity(byte[] snapshot, byte[] entity) throws IOException {
    TypeSerializerSnapshot<MergedEntity> read =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(snapshot), Bytes.class.getClassLoader());
    EntityStateSerializer serializer = (EntityStateSerializer) read.restoreSerializer();
    return Bytes.write(serializer, Bytes.read(serializer, entity));
  }
}

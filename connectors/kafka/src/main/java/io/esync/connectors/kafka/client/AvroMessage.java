package io.esync.connectors.kafka.client;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Avro's binary form, alone or behind the id of its schema: a zero, the id in four bytes. */
public final class AvroMessage {
  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 5;

  private AvroMessage() {}

  /**
   * The id of the schema.
   *
   * @throws IllegalArgumentException if the message names none
   */
  public static int schemaId(byte[] message) {
    if (message.length < HEADER_BYTES || message[0] != MAGIC) {
      throw new IllegalArgumentException(
          "the message does not begin with a zero byte and the id of a registered schema");
    }
    return ByteBuffer.wrap(message).getInt(1);
  }

  /** The value behind the id of its schema. */
  public static Object registered(byte[] message, Schema schema) {
    return read(message, HEADER_BYTES, schema);
  }

  /** The value that the whole message is. */
  public static Object plain(byte[] message, Schema schema) {
    return read(message, 0, schema);
  }

  private static Object read(byte[] message, int offset, Schema schema) {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(message, offset, message.length - offset, null);
    Object value;
    try {
      value = new GenericDatumReader<>(schema).read(null, decoder);
      if (!decoder.isEnd()) {
        throw new IllegalArgumentException("bytes are left over behind the Avro value");
      }
    } catch (IOException | RuntimeException e) { // what Avro throws for garbage is of any kind
      throw new IllegalArgumentException(
          "not an Avro " + schema.getFullName() + ": " + e.getMessage(), e);
    }
    return value;
  }

  /**
   * The message of {@code value}.
   *
   * @param id of the registered schema; negative for the value alone
   */
  public static byte[] write(Object value, Schema schema, int id) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (id >= 0) {
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeByte(MAGIC);
        header.writeInt(id);
      }
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new GenericDatumWriter<>(schema).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

package io.esync.operators.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * The one binary form of values. It is canonical: equal values (by {@link Values#equal}) have equal
 * bytes, so the bytes also serve to compare values in a total order where nothing else decides.
 *
 * <p>A row is two bits for each field (value, NULL or absent), four fields to the byte, then the
 * values in order. Lengths and integers are variable-length (zig-zag for signed ones).
 */
public final class ValueCodec {
  private static final int VALUE = 0;
  private static final int NULL = 1;
  private static final int ABSENT = 2;

  private ValueCodec() {}

  /** Writes the values of {@code row}, without its schema. */
  public static void writeRow(Row row, DataOutput out) throws IOException {
    RowSchema schema = row.schema();
    int size = schema.size();
    for (int first = 0; first < size; first += 4) {
      int bits = 0;
      for (int i = first; i < Math.min(first + 4, size); i++) {
        bits |= presence(row.get(i)) << (2 * (i - first));
      }
      out.writeByte(bits);
    }
    for (int i = 0; i < size; i++) {
      Object value = row.get(i);
      if (value != null && value != Row.ABSENT) {
        write(schema.field(i).type(), value, out);
      }
    }
  }

  private static int presence(Object value) {
    return value == null ? NULL : value == Row.ABSENT ? ABSENT : VALUE;
  }

  /** Reads what {@link #writeRow} wrote for a row of {@code schema}. */
  public static Row readRow(RowSchema schema, DataInput in) throws IOException {
    int size = schema.size();
    byte[] presence = new byte[(size + 3) / 4];
    in.readFully(presence);
    Object[] values = new Object[size];
    for (int i = 0; i < size; i++) {
      switch ((presence[i / 4] >> (2 * (i % 4))) & 3) {
        case VALUE -> values[i] = read(schema.field(i).type(), in);
        case NULL -> values[i] = null;
        case ABSENT -> values[i] = Row.ABSENT;
        default -> throw new IOException("corrupt row: no such presence");
      }
    }
    return Row.of(schema, values);
  }

  /** Writes {@code value}, which is neither null nor absent and of the class of {@code type}. */
  @SuppressWarnings("JavaLocalDateTimeGetNano") // the seconds go before it, as epoch seconds
  public static void write(DataType type, Object value, DataOutput out) throws IOException {
    switch (type.kind()) {
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case INT -> writeSigned((Integer) value, out);
      case BIGINT -> writeSigned((Long) value, out);
      case DECIMAL -> writeDecimal((BigDecimal) value, out);
      case FLOAT -> out.writeInt(Float.floatToIntBits((Float) value));
      case DOUBLE -> out.writeLong(Double.doubleToLongBits((Double) value));
      case STRING, JSON -> writeBytes(((String) value).getBytes(UTF_8), out);
      case BYTES -> writeBytes((byte[]) value, out);
      case DATE -> writeSigned(((LocalDate) value).toEpochDay(), out);
      case TIME -> writeUnsigned(((LocalTime) value).toNanoOfDay(), out);
      case TIMESTAMP -> {
        LocalDateTime time = (LocalDateTime) value;
        writeSigned(time.toEpochSecond(ZoneOffset.UTC), out);
        writeUnsigned(time.getNano(), out);
      }
      case TIMESTAMPTZ -> {
        Instant time = (Instant) value;
        writeSigned(time.getEpochSecond(), out);
        writeUnsigned(time.getNano(), out);
      }
      case UUID -> {
        UUID uuid = (UUID) value;
        out.writeLong(uuid.getMostSignificantBits());
        out.writeLong(uuid.getLeastSignificantBits());
      }
      case ARRAY -> writeArray(type.element(), (List<?>) value, out);
    }
  }

  /** Reads what {@link #write} wrote for {@code type}. */
  public static Object read(DataType type, DataInput in) throws IOException {
    return switch (type.kind()) {
      case BOOLEAN -> in.readBoolean();
      case INT -> (int) readSigned(in);
      case BIGINT -> readSigned(in);
      case DECIMAL -> readDecimal(in);
      case FLOAT -> Float.intBitsToFloat(in.readInt());
      case DOUBLE -> Double.longBitsToDouble(in.readLong());
      case STRING, JSON -> readText(in);
      case BYTES -> readBytes(in);
      case DATE -> LocalDate.ofEpochDay(readSigned(in));
      case TIME -> LocalTime.ofNanoOfDay(readUnsigned(in));
      case TIMESTAMP ->
          LocalDateTime.ofEpochSecond(readSigned(in), (int) readUnsigned(in), ZoneOffset.UTC);
      case TIMESTAMPTZ -> Instant.ofEpochSecond(readSigned(in), readUnsigned(in));
      case UUID -> new UUID(in.readLong(), in.readLong());
      case ARRAY -> readArray(type.element(), in);
    };
  }

  /** The canonical bytes of a value, for comparing; {@code null} has none and sorts first. */
  public static byte[] bytes(DataType type, Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (value != null) {
        write(type, value, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeDecimal(BigDecimal value, DataOutput out) throws IOException {
    writeSigned(value.scale(), out);
    BigInteger unscaled = value.unscaledValue();
    if (unscaled.bitLength() < Long.SIZE - 1) {
      out.writeByte(0);
      writeSigned(unscaled.longValue(), out);
    } else {
      out.writeByte(1);
      writeBytes(unscaled.toByteArray(), out);
    }
  }

  private static BigDecimal readDecimal(DataInput in) throws IOException {
    int scale = (int) readSigned(in);
    return in.readByte() == 0
        ? BigDecimal.valueOf(readSigned(in), scale)
        : new BigDecimal(new BigInteger(readBytes(in)), scale);
  }

  private static void writeArray(DataType element, List<?> values, DataOutput out)
      throws IOException {
    writeUnsigned(values.size(), out);
    for (Object value : values) {
      out.writeBoolean(value != null);
      if (value != null) {
        write(element, value, out);
      }
    }
  }

  private static List<Object> readArray(DataType element, DataInput in) throws IOException {
    int size = (int) readUnsigned(in);
    List<Object> values = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      values.add(in.readBoolean() ? read(element, in) : null);
    }
    return Collections.unmodifiableList(values);
  }

  /** Writes a length and the bytes. */
  public static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    writeUnsigned(bytes.length, out);
    out.write(bytes);
  }

  /** Reads what {@link #writeBytes} wrote. */
  public static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[(int) readUnsigned(in)];
    in.readFully(bytes);
    return bytes;
  }

  /** Writes text of any length as UTF-8; {@code null} is not allowed. */
  public static void writeText(String text, DataOutput out) throws IOException {
    writeBytes(text.getBytes(UTF_8), out);
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), UTF_8);
  }

  /** Writes a signed number in 1 to 10 bytes, small ones short. */
  public static void writeSigned(long value, DataOutput out) throws IOException {
    writeUnsigned((value << 1) ^ (value >> 63), out);
  }

  /** Reads what {@link #writeSigned} wrote. */
  public static long readSigned(DataInput in) throws IOException {
    long value = readUnsigned(in);
    return (value >>> 1) ^ -(value & 1);
  }

  /** Writes a number, taken as unsigned, in 1 to 10 bytes, small ones short. */
  public static void writeUnsigned(long value, DataOutput out) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /** Reads what {@link #writeUnsigned} wrote. */
  public static long readUnsigned(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("corrupt number: more than 10 bytes");
  }
}

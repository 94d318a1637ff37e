package io.esync.connectors.filesystem.write;

import io.esync.connectors.spi.avro.AvroValues;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Writes rows of one schema into the columns of {@link ParquetColumns}. */
final class ParquetRowWriter extends WriteSupport<Row> {
  /** In the file's footer: the row schema, encoded, in base64. */
  static final String SCHEMA = "esync.schema";

  private static final DataType NAMES = DataType.arrayOf(DataType.STRING);

  private final RowSchema schema;
  private final boolean partial;
  private final MessageType columns;
  private RecordConsumer out;

  ParquetRowWriter(RowSchema schema, boolean partial) {
    this.schema = schema;
    this.partial = partial;
    this.columns = ParquetColumns.of(schema, partial);
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(
        columns, Map.of(SCHEMA, Base64.getEncoder().encodeToString(schema.encoded())));
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(Row row) {
    out.startMessage();
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      if (row.isAbsent(i)) {
        absent.add(field.name());
      } else {
        write(i, field.type(), row.get(i));
      }
    }
    if (partial && !absent.isEmpty()) {
      write(schema.size(), NAMES, absent);
    }
    out.endMessage();
  }

  private void write(int column, DataType type, Object value) {
    if (value != null) {
      Type target = columns.getType(column);
      out.startField(target.getName(), column);
      value(target, type, value);
      out.endField(target.getName(), column);
    }
  }

  private void value(Type target, DataType type, Object value) {
    switch (type.kind()) {
      case BOOLEAN -> out.addBoolean((Boolean) value);
      case INT, DATE -> out.addInteger((Integer) AvroValues.of(type, value));
      case BIGINT, TIME, TIMESTAMP, TIMESTAMPTZ -> out.addLong((Long) AvroValues.of(type, value));
      case FLOAT -> out.addFloat((Float) value);
      case DOUBLE -> out.addDouble((Double) value);
      case STRING, JSON -> out.addBinary(Binary.fromString((String) value));
      case BYTES -> out.addBinary(Binary.fromConstantByteArray((byte[]) value));
      case DECIMAL -> decimal(target.asPrimitiveType(), type, (BigDecimal) value);
      case UUID -> out.addBinary(uuid((UUID) value));
      case ARRAY -> array(target.asGroupType(), type.element(), (List<?>) value);
    }
  }

  private void decimal(PrimitiveType target, DataType type, BigDecimal value) {
    if (!AvroValues.isFixed(type)) {
      out.addBinary(Binary.fromString((String) AvroValues.of(type, value)));
      return;
    }
    BigInteger unscaled = AvroValues.exact(type, value).unscaledValue();
    switch (target.getPrimitiveTypeName()) {
      case INT32 -> out.addInteger(unscaled.intValueExact());
      case INT64 -> out.addLong(unscaled.longValueExact());
      default -> out.addBinary(padded(unscaled, target.getTypeLength()));
    }
  }

  private static Binary padded(BigInteger number, int length) {
    byte[] digits = number.toByteArray();
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) (number.signum() < 0 ? -1 : 0));
    System.arraycopy(digits, 0, bytes, length - digits.length, digits.length);
    return Binary.fromConstantByteArray(bytes);
  }

  private static Binary uuid(UUID uuid) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    return Binary.fromConstantByteArray(bytes.array());
  }

  private void array(GroupType list, DataType element, List<?> values) {
    GroupType repeated = list.getType(0).asGroupType();
    Type item = repeated.getType(0);
    out.startGroup();
    if (!values.isEmpty()) {
      out.startField(repeated.getName(), 0);
      for (Object value : values) {
        out.startGroup();
        if (value != null) {
          out.startField(item.getName(), 0);
          value(item, element, value);
          out.endField(item.getName(), 0);
        }
        out.endGroup();
      }
      out.endField(repeated.getName(), 0);
    }
    out.endGroup();
  }
}

package io.esync.connectors.spi.avro;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The Avro schema of rows. The same row schema always has the same Avro schema. */
public final class AvroSchemas {
  /** On a record: the names of the fields that identify it, as the row schema names them. */
  static final String KEY = "esync.key";

  /** On a field: its name in the row schema, where Avro does not allow that. */
  static final String NAME = "esync.name";

  /** On a string: the type that it stands for, {@code json} or {@code decimal}. */
  static final String TYPE = "esync.type";

  /** On a field: true where it lists the fields that a record does not carry. */
  static final String ABSENT = "esync.absent";

  static final String PRECISION = "precision";
  static final String SCALE = "scale";

  private AvroSchemas() {}

  /**
   * The schema of whole rows; a row with absent fields does not fit it.
   *
   * @param name of the record, with its namespace: {@code crm.public.customers}. What Avro does not
   *     allow in it becomes an underscore
   */
  public static Schema of(RowSchema schema, String name) {
    return record(schema, name, false);
  }

  /**
   * The schema of rows that may lack fields: those are null in the record, and a further field
   * {@code _absent} lists them.
   */
  public static Schema withAbsent(RowSchema schema, String name) {
    return record(schema, name, true);
  }

  private static Schema record(RowSchema schema, String name, boolean withAbsent) {
    List<String> key = schema.key();
    List<String> names = AvroNames.distinct(schema.fields().stream().map(Field::name).toList());
    List<Schema.Field> fields = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      fields.add(field(field, names.get(i), key.contains(field.name())));
    }
    if (withAbsent) {
      Schema.Field absent =
          optional(
              AvroNames.prefixed("_absent", names),
              Schema.createArray(Schema.create(Schema.Type.STRING)));
      absent.addProp(ABSENT, true);
      fields.add(absent);
    }
    String full = AvroNames.full(name);
    int dot = full.lastIndexOf('.');
    Schema record =
        Schema.createRecord(
            full.substring(dot + 1), null, dot < 0 ? null : full.substring(0, dot), false);
    record.setFields(fields);
    if (!key.isEmpty()) {
      record.addProp(KEY, key);
    }
    return record;
  }

  private static Schema.Field field(Field field, String name, boolean ofKey) {
    Schema type = type(field.type());
    Schema.Field result = ofKey ? new Schema.Field(name, type) : optional(name, type);
    if (!name.equals(field.name())) {
      result.addProp(NAME, field.name());
    }
    return result;
  }

  private static Schema.Field optional(String name, Schema type) {
    return new Schema.Field(name, nullable(type), null, JsonProperties.NULL_VALUE);
  }

  private static Schema nullable(Schema type) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), type);
  }

  private static Schema type(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
      case INT -> Schema.create(Schema.Type.INT);
      case BIGINT -> Schema.create(Schema.Type.LONG);
      case FLOAT -> Schema.create(Schema.Type.FLOAT);
      case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
      case STRING -> Schema.create(Schema.Type.STRING);
      case BYTES -> Schema.create(Schema.Type.BYTES);
      case DECIMAL -> decimal(type);
      case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
      case TIME -> LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
      case TIMESTAMP ->
          LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
      case TIMESTAMPTZ ->
          LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
      case UUID -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING));
      case JSON -> text(DataType.JSON);
      case ARRAY -> Schema.createArray(nullable(type(type.element())));
    };
  }

  private static Schema decimal(DataType type) {
    if (AvroValues.isFixed(type)) {
      return LogicalTypes.decimal(type.precision(), type.scale())
          .addToSchema(Schema.create(Schema.Type.BYTES));
    }
    Schema text = text(DataType.DECIMAL);
    if (type.precision() > 0) {
      text.addProp(PRECISION, type.precision());
      text.addProp(SCALE, type.scale());
    }
    return text;
  }

  private static Schema text(DataType standsFor) {
    Schema text = Schema.create(Schema.Type.STRING);
    text.addProp(TYPE, standsFor.toString());
    return text;
  }
}

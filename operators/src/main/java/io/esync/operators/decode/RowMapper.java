package io.esync.operators.decode;

import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;

/** An {@link EntityMapping} applied to one source schema, so that a record costs array moves. */
final class RowMapper {
  private static final int UNMAPPED = -1;

  private final RowSchema schema;
  private final int[] positions;
  private final ValueConversion[] conversions;
  private final int[] required;
  private final int timestamp;

  private RowMapper(
      RowSchema schema,
      int[] positions,
      ValueConversion[] conversions,
      int[] required,
      int timestamp) {
    this.schema = schema;
    this.positions = positions;
    this.conversions = conversions;
    this.required = required;
    this.timestamp = timestamp;
  }

  /**
   * Fits {@code mapping} to rows of {@code source}.
   *
   * @throws DecodeException if the mapping names a field that the source does not have, or the
   *     types cannot be converted
   */
  static RowMapper compile(EntityMapping mapping, RowSchema source) throws DecodeException {
    List<Field> fields = entityFields(mapping, source);
    fields.removeIf(field -> !isGiven(field.name(), mapping, source));
    int[] positions = new int[fields.size()];
    ValueConversion[] conversions = new ValueConversion[fields.size()];
    for (int i = 0; i < positions.length; i++) {
      Field field = fields.get(i);
      String from = mapping.sourceOf(field.name());
      positions[i] = source.indexOf(from);
      if (positions[i] < 0) {
        throw missing(mapping.entity(), from);
      }
      DataType type = source.field(positions[i]).type();
      conversions[i] = ValueConversion.between(field.name(), type, field.type());
    }
    RowSchema schema = schema(mapping.entity(), fields, mapping.keyOf(source));
    int[] required =
        mapping.required().stream().mapToInt(schema::indexOf).filter(i -> i >= 0).toArray();
    return new RowMapper(schema, positions, conversions, required, timestamp(mapping, source));
  }

  /**
   * Whether rows of {@code source} can have the field. Where they can not, it is no part of them,
   * so that a row with all that its source gives is a full image.
   */
  private static boolean isGiven(String name, EntityMapping mapping, RowSchema source) {
    String from = mapping.sourceOf(name);
    return from != null && (!mapping.renames().isEmpty() || source.indexOf(from) >= 0);
  }

  private static RowSchema schema(String entity, List<Field> fields, List<String> key)
      throws DecodeException {
    if (key.isEmpty()) {
      throw new DecodeException(
          ErrorCode.KEY_MISSING,
          "the stream has no primary key and entity '" + entity + "' declares no key");
    }
    for (String name : key) {
      if (fields.stream().noneMatch(field -> field.name().equals(name))) {
        throw new DecodeException(
            ErrorCode.KEY_MISSING, "key field '" + name + "' is not among the mapped fields");
      }
    }
    return RowSchema.of(fields, key);
  }

  private static int timestamp(EntityMapping mapping, RowSchema source) throws DecodeException {
    if (mapping.timestamp() == null) {
      return UNMAPPED;
    }
    int position = source.indexOf(mapping.timestamp());
    if (position < 0) {
      throw missing(mapping.entity(), mapping.timestamp());
    }
    return position;
  }

  private static DecodeException missing(String entity, String field) {
    return new DecodeException(
        ErrorCode.MISSING_FIELD,
        "entity '" + entity + "' reads field '" + field + "', which the record does not have");
  }

  private static List<Field> entityFields(EntityMapping mapping, RowSchema source)
      throws DecodeException {
    List<Field> fields = new ArrayList<>(mapping.fields());
    if (mapping.renames().isEmpty()) {
      for (Field field : source.fields()) {
        addUndeclared(mapping, fields, field);
      }
    } else {
      for (var rename : mapping.renames().entrySet()) {
        int position = source.indexOf(rename.getValue());
        if (position < 0) {
          throw missing(mapping.entity(), rename.getValue());
        }
        addUndeclared(mapping, fields, new Field(rename.getKey(), source.field(position).type()));
      }
    }
    return fields;
  }

  private static void addUndeclared(EntityMapping mapping, List<Field> fields, Field field)
      throws DecodeException {
    if (fields.stream().anyMatch(known -> known.name().equals(field.name()))) {
      return;
    }
    if (mapping.fields().isEmpty() || mapping.undeclared() == EntityMapping.Undeclared.KEEP) {
      fields.add(field);
    } else if (mapping.undeclared() == EntityMapping.Undeclared.REJECT) {
      throw new DecodeException(
          ErrorCode.UNKNOWN_FIELD,
          "field '" + field.name() + "' is not declared in entity '" + mapping.entity() + "'");
    }
  }

  RowSchema schema() {
    return schema;
  }

  /** The entity's row of what the source gives; fields that it did not send are absent. */
  Row map(Row source) throws DecodeException {
    Object[] values = new Object[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(source, i);
    }
    for (int index : required) {
      if (values[index] == null) {
        throw new DecodeException(
            ErrorCode.REQUIRED_FIELD_NULL,
            "required field '" + schema.field(index).name() + "' is NULL");
      }
    }
    return Row.of(schema, values);
  }

  private Object value(Row source, int index) throws DecodeException {
    Object value = source.get(positions[index]);
    return value == null || value == Row.ABSENT ? value : conversions[index].apply(value);
  }

  /** The declared timestamp in microseconds since the epoch, or {@code otherwise}. */
  long timestamp(Row source, long otherwise) throws DecodeException {
    Object value = timestamp < 0 ? Row.ABSENT : source.get(timestamp);
    return value == Row.ABSENT
        ? otherwise
        : ChangeTime.micros(source.schema().field(timestamp).name(), value);
  }
}

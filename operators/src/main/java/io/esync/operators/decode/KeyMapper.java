package io.esync.operators.decode;

import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * The key of an {@link EntityMapping} applied to one source schema. It asks for the key fields
 * alone, because the image of a row before its change may have no others.
 */
final class KeyMapper {
  private final RowSchema schema;
  private final int[] positions;
  private final ValueConversion[] conversions;

  private KeyMapper(RowSchema schema, int[] positions, ValueConversion[] conversions) {
    this.schema = schema;
    this.positions = positions;
    this.conversions = conversions;
  }

  /**
   * Fits the key of {@code mapping} to rows of {@code source}.
   *
   * @throws DecodeException if a key field is not among the source's, or is of a type that cannot
   *     be converted
   */
  static KeyMapper compile(EntityMapping mapping, RowSchema source) throws DecodeException {
    List<String> key = mapping.keyOf(source);
    if (key.isEmpty()) {
      throw new DecodeException(
          ErrorCode.KEY_MISSING,
          "the stream has no primary key and entity '" + mapping.entity() + "' declares no key");
    }
    List<Field> fields = new ArrayList<>();
    int[] positions = new int[key.size()];
    ValueConversion[] conversions = new ValueConversion[key.size()];
    for (int i = 0; i < positions.length; i++) {
      String name = key.get(i);
      String from = mapping.sourceOf(name);
      positions[i] = from == null ? -1 : source.indexOf(from);
      if (positions[i] < 0) {
        throw new DecodeException(
            ErrorCode.KEY_MISSING, "key field '" + name + "' is not in the record");
      }
      DataType type = source.field(positions[i]).type();
      fields.add(new Field(name, mapping.typeOf(name, type)));
      conversions[i] = ValueConversion.between(name, type, fields.get(i).type());
    }
    return new KeyMapper(RowSchema.of(fields, key), positions, conversions);
  }

  /** The schema of the key, all of its fields and no others. */
  RowSchema schema() {
    return schema;
  }

  /** The values of the entity's key in {@code source}; some may be null or absent. */
  Object[] values(Row source) throws DecodeException {
    Object[] values = new Object[positions.length];
    for (int i = 0; i < values.length; i++) {
      Object value = source.get(positions[i]);
      values[i] = value == null || value == Row.ABSENT ? value : conversions[i].apply(value);
    }
    return values;
  }
}

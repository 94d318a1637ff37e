package io.esync.operators.decode;

import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
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
  private final FieldMapper[] fields;

  private KeyMapper(RowSchema schema, FieldMapper[] fields) {
    this.schema = schema;
    this.fields = fields;
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
    List<Field> types = new ArrayList<>();
    FieldMapper[] fields = new FieldMapper[key.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          FieldMapper.of(
              key.get(i), reader(key.get(i), mapping, source), mapping.contract(key.get(i)));
      types.add(fields[i].field());
    }
    return new KeyMapper(RowSchema.of(types, key), fields);
  }

  private static FieldReader reader(String name, EntityMapping mapping, RowSchema source)
      throws DecodeException {
    SourceTerm term = mapping.sourceOf(name);
    boolean missing =
        term == null
            || (term instanceof SourceTerm.Column column
                && SourceFields.of(source).indexOf(column.name()) < 0);
    if (missing) {
      throw new DecodeException(
          ErrorCode.KEY_MISSING, "key field '" + name + "' is not in the record");
    }
    return FieldReader.of("key field '" + name + "'", term, source);
  }

  /** The schema of the key, all of its fields and no others. */
  RowSchema schema() {
    return schema;
  }

  /** The values of the entity's key in {@code source}; some may be null or absent. */
  Object[] values(Row source, Origin origin) throws DecodeException {
    Object[] values = new Object[fields.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = fields[i].mapUnchecked(source, origin);
    }
    return values;
  }
}

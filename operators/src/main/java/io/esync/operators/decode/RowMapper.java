package io.esync.operators.decode;

import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** An {@link EntityMapping} applied to one source schema, so that a record costs array moves. */
final class RowMapper {
  private final RowSchema schema;
  private final FieldMapper[] fields;
  private final String timestampText;
  private final FieldReader timestamp;

  private RowMapper(
      RowSchema schema, FieldMapper[] fields, String timestampText, FieldReader timestamp) {
    this.schema = schema;
    this.fields = fields;
    this.timestampText = timestampText;
    this.timestamp = timestamp;
  }

  /**
   * Fits {@code mapping} to rows of {@code source}.
   *
   * @throws DecodeException if the mapping names a field that the source does not have, an
   *     expression does not fit, or types cannot be converted
   */
  static RowMapper compile(EntityMapping mapping, RowSchema source) throws DecodeException {
    List<FieldMapper> mappers = new ArrayList<>();
    for (String name : names(mapping, source)) {
      FieldReader reader = FieldReader.of("field '" + name + "'", mapping.sourceOf(name), source);
      mappers.add(FieldMapper.of(name, reader, mapping.contract(name)));
    }
    List<Field> fields = mappers.stream().map(FieldMapper::field).toList();
    return new RowMapper(
        schema(mapping.entity(), fields, mapping.keyOf(source)),
        mappers.toArray(FieldMapper[]::new),
        mapping.timestamp() == null ? null : mapping.timestamp().text(),
        mapping.timestamp() == null
            ? null
            : FieldReader.of("timestamp", mapping.timestamp(), source));
  }

  /**
   * The entity's fields that rows of {@code source} can have, the declared ones first. Where they
   * can not, a field is no part of them, so that a row with all that its source gives is a full
   * image.
   */
  private static Set<String> names(EntityMapping mapping, RowSchema source) throws DecodeException {
    Set<String> names = new LinkedHashSet<>();
    for (FieldContract declared : mapping.fields()) {
      String name = declared.field().name();
      if (mapping.map().isEmpty() ? source.indexOf(name) >= 0 : mapping.map().containsKey(name)) {
        names.add(name);
      }
    }
    List<String> given =
        mapping.map().isEmpty()
            ? source.fields().stream().map(Field::name).toList()
            : List.copyOf(mapping.map().keySet());
    for (String name : given) {
      if (!names.contains(name) && isTaken(name, mapping)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Whether a field that no contract declares is taken along. */
  private static boolean isTaken(String name, EntityMapping mapping) throws DecodeException {
    if (mapping.fields().isEmpty() || mapping.evolution() == SchemaEvolution.EVOLVE) {
      return true;
    }
    if (mapping.evolution() == SchemaEvolution.FAIL) {
      throw new DecodeException(
          ErrorCode.UNKNOWN_FIELD,
          "field '" + name + "' is not declared in entity '" + mapping.entity() + "'");
    }
    return false;
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

  RowSchema schema() {
    return schema;
  }

  /**
   * The entity's row of what the source gives; fields that it did not send are absent.
   *
   * @param violations takes code and message of what is not as declared, and goes on
   */
  Row map(Row source, Origin origin, BiConsumer<ErrorCode, String> violations)
      throws DecodeException {
    Object[] values = new Object[fields.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = fields[i].map(source, origin, violations);
    }
    return Row.of(schema, values);
  }

  /** The declared timestamp in microseconds since the epoch, or that of {@code origin}. */
  long timestamp(Row source, Origin origin) throws DecodeException {
    Object value = timestamp == null ? Row.ABSENT : timestamp.read(source, origin);
    return value == Row.ABSENT ? origin.timestamp() : ChangeTime.micros(timestampText, value);
  }
}

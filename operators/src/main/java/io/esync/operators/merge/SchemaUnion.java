package io.esync.operators.merge;

import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schema that holds the fields of two. */
final class SchemaUnion {
  private static final Map<Pair, RowSchema> KNOWN = new ConcurrentHashMap<>();

  private SchemaUnion() {}

  /** {@code schema}, its fields in their places, followed by those of {@code other} it lacks. */
  static RowSchema append(RowSchema schema, RowSchema other) {
    return schema.equals(other)
        ? schema
        : KNOWN.computeIfAbsent(new Pair(schema, other), SchemaUnion::append);
  }

  private static RowSchema append(Pair pair) {
    List<Field> fields = new ArrayList<>(pair.first.fields());
    for (Field field : pair.second.fields()) {
      if (pair.first.indexOf(field.name()) < 0) {
        fields.add(field);
      }
    }
    return RowSchema.of(fields, pair.first.key());
  }

  private record Pair(RowSchema first, RowSchema second) {}
}

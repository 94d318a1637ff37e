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
  private static final Map<Pair, RowSchema> APPENDED = new ConcurrentHashMap<>();

  private SchemaUnion() {}

  /**
   * The union of {@code left} and {@code right}. Where a field has two types, that of {@code right}
   * holds if {@code rightIsNewer}, else that of {@code left}. A schema that covers the other is the
   * union itself, so fields that are added at the end keep the order.
   */
  static RowSchema of(RowSchema left, RowSchema right, boolean rightIsNewer) {
    if (left.equals(right)) {
      return left;
    }
    RowSchema newer = rightIsNewer ? right : left;
    RowSchema older = rightIsNewer ? left : right;
    return KNOWN.computeIfAbsent(new Pair(newer, older), SchemaUnion::unite);
  }

  private static RowSchema unite(Pair pair) {
    if (covers(pair.newer, pair.older, false)) {
      return pair.newer;
    }
    if (covers(pair.older, pair.newer, true)) {
      return pair.older;
    }
    return append(pair);
  }

  /** {@code schema}, its fields in their places, followed by those of {@code other} it lacks. */
  static RowSchema append(RowSchema schema, RowSchema other) {
    return schema.equals(other)
        ? schema
        : APPENDED.computeIfAbsent(new Pair(schema, other), SchemaUnion::append);
  }

  private static RowSchema append(Pair pair) {
    List<Field> fields = new ArrayList<>(pair.newer.fields());
    for (Field field : pair.older.fields()) {
      if (pair.newer.indexOf(field.name()) < 0) {
        fields.add(field);
      }
    }
    return RowSchema.of(fields, pair.newer.key());
  }

  private static boolean covers(RowSchema wide, RowSchema narrow, boolean withTypes) {
    return narrow.fields().stream()
        .allMatch(
            field -> {
              int at = wide.indexOf(field.name());
              return at >= 0 && (!withTypes || wide.field(at).type().equals(field.type()));
            });
  }

  private record Pair(RowSchema newer, RowSchema older) {}
}

package io.esync.operators.merge;

import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts whole rows together. */
final class RowMerge {
  private RowMerge() {}

  /** The first source's row; a field that it lacks comes from the next that has it. */
  static Row fill(List<SourceState> sources) {
    Row result = sources.get(0).row();
    for (int i = 1; i < sources.size(); i++) {
      result = fill(result, sources.get(i).row());
    }
    return result;
  }

  /** {@code row} with the fields it lacks from {@code other}, of the type that they have there. */
  private static Row fill(Row row, Row other) {
    RowSchema schema = SchemaUnion.append(row.schema(), other.schema());
    Object[] values = null;
    List<Field> retyped = null;
    for (int i = 0; i < schema.size(); i++) {
      boolean lacking = i >= row.schema().size() || row.isAbsent(i);
      int from = lacking ? other.schema().indexOf(schema.field(i).name()) : -1;
      if (from >= 0 && !other.isAbsent(from)) {
        values = values == null ? spread(row, schema) : values;
        values[i] = other.get(from);
        if (!other.schema().field(from).equals(schema.field(i))) {
          retyped = retyped == null ? new ArrayList<>(schema.fields()) : retyped;
          retyped.set(i, other.schema().field(from));
        }
      }
    }
    if (values == null) {
      return row;
    }
    return Row.of(retyped == null ? schema : RowSchema.of(retyped, schema.key()), values);
  }

  /** The row's values in the places of {@code schema}, which begins like the row's. */
  private static Object[] spread(Row row, RowSchema schema) {
    Object[] values = new Object[schema.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < row.schema().size() ? row.get(i) : Row.ABSENT;
    }
    return values;
  }

  /**
   * {@code row} as all there is of the entity: a field that no source carries is NULL. Were it
   * absent, a target would keep what it happens to have from before.
   */
  static Row whole(Row row) {
    Object[] values = null;
    for (int i = 0; i < row.schema().size(); i++) {
      if (row.isAbsent(i)) {
        values = values == null ? row.toArray() : values;
        values[i] = null;
      }
    }
    return values == null ? row : Row.of(row.schema(), values);
  }

  /** {@code row} with NULL for what only {@code earlier} has. */
  static Row covering(Row row, RowSchema earlier) {
    RowSchema schema = SchemaUnion.append(row.schema(), earlier);
    return schema.equals(row.schema())
        ? row
        : Row.of(schema, Arrays.copyOf(row.toArray(), schema.size()));
  }

  /** {@code row} with the marks of a soft delete. */
  static Row mark(Row row, Deletion.Marks marks, Existence existence) {
    RowSchema schema = marks.beside(row.schema());
    Object[] values = spread(row, schema);
    boolean timed = !existence.exists() && existence.deletedAt() != Origin.UNKNOWN_TIME;
    values[schema.indexOf(marks.flag())] = !existence.exists();
    values[schema.indexOf(marks.time())] =
        timed ? Instant.EPOCH.plus(existence.deletedAt(), ChronoUnit.MICROS) : null;
    return Row.of(schema, values);
  }
}

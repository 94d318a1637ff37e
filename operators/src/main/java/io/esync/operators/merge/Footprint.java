package io.esync.operators.merge;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a row looks like: a digest of each field that it carries, key fields left out. Small enough
 * to be kept, and enough to tell whether another row looks the same.
 *
 * @param exists whether there is a row at all
 * @param fields digests of values by digests of names; empty where there is no row
 */
public record Footprint(boolean exists, Map<Long, Long> fields) {
  /** Of a row that was deleted. */
  public static final Footprint NONE = new Footprint(false, Map.of());

  public Footprint {
    fields = Map.copyOf(fields);
  }

  /** What {@code change} leaves behind. */
  static Footprint of(ChangeRecord change) {
    return change.op().removes() ? NONE : of(change.row());
  }

  static Footprint of(Row row) {
    RowSchema schema = row.schema();
    Map<Long, Long> fields = new HashMap<>();
    for (int i = 0; i < schema.size(); i++) {
      if (!row.isAbsent(i) && !schema.key().contains(schema.field(i).name())) {
        fields.put(name(schema, i), Digest.of(schema.field(i).type(), row.get(i)));
      }
    }
    return new Footprint(true, fields);
  }

  /** What stands in {@link #fields} for the name of field {@code index}. */
  static long name(RowSchema schema, int index) {
    return Digest.of(schema.field(index).name());
  }

  /** This one, and where {@code later} carries nothing, what was there before. */
  Footprint under(Footprint later) {
    if (!exists || !later.exists) {
      return later;
    }
    Map<Long, Long> all = new HashMap<>(fields);
    all.putAll(later.fields);
    return new Footprint(true, all);
  }

  /** The fields that {@code later} carries and that look different from here. */
  Set<Long> changed(Footprint later) {
    Set<Long> changed = new HashSet<>(later.fields.keySet());
    changed.removeIf(field -> agrees(later, field));
    return changed;
  }

  /** Whether there is no field that both carry and that looks different. */
  boolean fits(Footprint other) {
    return exists == other.exists
        && fields.keySet().stream()
            .noneMatch(field -> other.fields.containsKey(field) && !agrees(other, field));
  }

  /** Whether {@code field} is carried by both and looks the same. */
  boolean agrees(Footprint other, long field) {
    Long value = fields.get(field);
    return value != null && value.equals(other.fields.get(field));
  }
}

package io.esync.operators.merge;

import io.esync.operators.model.Row;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Rows as maps from field to value, for comparing them. */
public final class Shown {
  private Shown() {}

  /** What a table shows of {@code row}: a field that nobody carries is as good as NULL. */
  public static Map<String, Object> of(Row row) {
    if (row == null) {
      return null;
    }
    Map<String, Object> fields = carried(row);
    fields.values().removeIf(Objects::isNull);
    return fields;
  }

  /** The fields that {@code row} carries, NULL among them. */
  public static Map<String, Object> carried(Row row) {
    Map<String, Object> fields = new TreeMap<>();
    for (int i = 0; i < row.schema().size(); i++) {
      if (row.get(i) != Row.ABSENT) {
        fields.put(row.schema().field(i).name(), row.get(i));
      }
    }
    return fields;
  }
}

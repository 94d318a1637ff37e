package io.esync.operators.merge;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Last write wins, said in another way than in the operator: it knows all changes at once, sorts
 * them, and replays each source's table.
 */
public final class ReferenceMerge {
  private ReferenceMerge() {}

  /** What the entity looks like, absent fields left out; null where it does not exist. */
  public static Map<String, Object> resolve(
      List<List<ChangeRecord>> histories, List<String> priority) {
    List<Table> tables = new ArrayList<>();
    for (List<ChangeRecord> history : histories) {
      if (!history.isEmpty()) {
        tables.add(replay(history));
      }
    }
    tables.sort(
        Comparator.comparing((Table table) -> table.time, Comparator.reverseOrder())
            .thenComparing(table -> table.row == null ? "deleted first" : "live")
            .thenComparing(table -> priority.contains(table.source) ? "declared" : "other")
            .thenComparing(table -> priority.indexOf(table.source))
            .thenComparing(table -> table.source));
    Map<String, Object> result = null;
    for (Table table : tables) {
      if (table.row == null) {
        break;
      }
      result = result == null ? new TreeMap<>() : result;
      for (Map.Entry<String, Object> field : table.row.entrySet()) {
        if (!result.containsKey(field.getKey())) {
          result.put(field.getKey(), field.getValue());
        }
      }
    }
    return result == null ? null : withoutNulls(result);
  }

  private static Table replay(List<ChangeRecord> history) {
    List<ChangeRecord> ordered = new ArrayList<>(history);
    ordered.sort(Comparator.comparing(change -> change.origin().version()));
    Table table = new Table(ordered.get(0).origin().source());
    for (ChangeRecord change : ordered) {
      table.time = change.origin().timestamp();
      if (change.op() == ChangeOp.DELETE) {
        table.row = null;
      } else {
        table.row = table.row == null ? new TreeMap<>() : table.row;
        table.row.putAll(fields(change.row()));
      }
    }
    return table;
  }

  /** What a table shows of {@code row}: a field that nobody carries is as good as NULL. */
  public static Map<String, Object> shown(Row row) {
    return withoutNulls(fields(row));
  }

  private static Map<String, Object> withoutNulls(Map<String, Object> fields) {
    fields.values().removeIf(Objects::isNull);
    return fields;
  }

  /** The fields that {@code row} carries. */
  public static Map<String, Object> fields(Row row) {
    Map<String, Object> fields = new TreeMap<>();
    for (int i = 0; i < row.schema().size(); i++) {
      if (row.get(i) != Row.ABSENT) {
        fields.put(row.schema().field(i).name(), row.get(i));
      }
    }
    return fields;
  }

  private static final class Table {
    private final String source;
    private Map<String, Object> row;
    private long time;

    Table(String source) {
      this.source = source;
    }
  }
}

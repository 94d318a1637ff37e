package io.esync.connectors.cdc;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The state of tables after a series of changes, computed in the two ways that targets do. */
final class Replica {
  private Replica() {}

  /** Each change applied as it comes, by a target that knows no versions. */
  static Map<String, String> byArrival(List<SourceRecord> records) {
    Map<String, String> rows = new TreeMap<>();
    records.forEach(record -> apply((SourceChange) record, rows));
    return rows;
  }

  /** Only changes that are not older than what is there, as the merge does. */
  static Map<String, String> byVersion(List<SourceRecord> records) {
    Map<String, String> rows = new TreeMap<>();
    Map<String, SourceVersion> versions = new HashMap<>();
    for (SourceRecord record : records) {
      SourceChange change = (SourceChange) record;
      SourceVersion version = change.origin().version();
      SourceVersion known = versions.get(key(change));
      if (known == null || version.compareTo(known) >= 0) {
        versions.put(key(change), version);
        apply(change, rows);
      }
    }
    return rows;
  }

  private static void apply(SourceChange change, Map<String, String> rows) {
    if (change.op() == ChangeOp.DELETE) {
      rows.remove(key(change));
    } else {
      rows.put(key(change), Arrays.toString(change.after().toArray()));
    }
  }

  private static String key(SourceChange change) {
    Row row = change.op() == ChangeOp.DELETE ? change.before() : change.after();
    return change.origin().stream() + Arrays.toString(row.keyValues());
  }
}

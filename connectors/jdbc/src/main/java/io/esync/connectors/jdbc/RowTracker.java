package io.esync.connectors.jdbc;

import io.esync.connectors.jdbc.KeyBlock.Entry;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Knows which rows of a table were given out, and pages through the whole table to compare. */
final class RowTracker {
  private final String table;
  private final int most;
  private final KnownRows known;
  private final RowSchema savedKey;

  private boolean scanning;
  private boolean sweeping;
  private Mark at;

  /**
   * @param saved null where nothing was
   * @param most rows of the table
   */
  RowTracker(String table, Tracked saved, int most) {
    this.table = table;
    this.most = most;
    this.known = new KnownRows(saved == null ? List.of() : saved.rows(), most);
    this.savedKey = saved == null ? null : saved.key();
  }

  /** A row that is gone, and the number that it had. */
  record Gone(Row key, long number) {}

  void requireSameKey(RowSchema key) throws IOException {
    if (savedKey != null && !savedKey.equals(key)) {
      throw new IOException(
          "the key of table '%s' is %s now, but %s in the saved state; start the source anew under another id"
              .formatted(table, key, savedKey));
    }
  }

  boolean isScanning() {
    return scanning;
  }

  boolean isSweeping() {
    return sweeping;
  }

  void begin() {
    scanning = true;
    at = null;
    known.beginScan();
  }

  /** After which row the scan's next page begins; null for the beginning of the table. */
  Mark next() {
    return at;
  }

  /** The scan has come so far. */
  void reached(List<TableRow> page, boolean end) {
    if (!page.isEmpty()) {
      at = page.get(page.size() - 1).mark();
    }
    if (end) {
      known.endScan();
      scanning = false;
      sweeping = true;
    }
  }

  /** Whether a row of this key is known. */
  boolean isKnown(TableRow row) {
    return known.see(RowRecords.packed(row.key()));
  }

  /** Whether a row of this key and number is known. */
  boolean isKnown(TableRow row, long number) {
    return known.see(RowRecords.packed(row.key()), number);
  }

  /** The row is given out. */
  void note(TableRow row, long number) throws IOException {
    try {
      known.note(RowRecords.packed(row.key()), number);
    } catch (KnownRows.TooMany e) {
      throw new IOException(
          ("table '%s' has more than %d rows, whose keys the job's state holds to find deletes;"
                  + " raise 'tracked_rows' (a million keys take 10 to 30 MB in each checkpoint), or"
                  + " give the table a cursor and do without 'deletes'")
              .formatted(table, most),
          e);
    }
  }

  /** Some of the rows that are gone; none once all were told, which ends the scan. */
  List<Gone> sweep(RowSchema key) {
    List<Gone> gone = new ArrayList<>();
    for (Entry entry : known.sweep()) {
      gone.add(new Gone(RowRecords.unpacked(key, entry.key()), entry.number()));
    }
    sweeping = !gone.isEmpty();
    return gone;
  }

  Tracked saved(Instant time, RowSchema key) {
    return new Tracked(time, key, known.saved());
  }
}

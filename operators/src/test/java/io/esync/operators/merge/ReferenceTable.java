package io.esync.operators.merge;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One source's row, replayed from all its changes. Part of {@link ReferenceMerge}. */
final class ReferenceTable {
  final String source;
  boolean everRemoved;
  boolean deletes;
  boolean written;
  boolean full;
  long deletedAt = Origin.UNKNOWN_TIME;
  long writtenAt = Origin.UNKNOWN_TIME;
  long fullAt = Origin.UNKNOWN_TIME;
  private final Map<String, Cell> cells = new TreeMap<>();

  /** A value, since when the source has it, and whether the row was removed afterwards. */
  private record Cell(Object value, long since, boolean gone) {}

  /** What the source says of one field, and since when. */
  record Claim(String source, Object value, long time) {}

  /** Of changes of one source, no two of the same version. */
  ReferenceTable(List<ChangeRecord> history) {
    source = history.get(0).origin().source();
    history.stream()
        .sorted(Comparator.comparing(change -> change.origin().version()))
        .forEach(change -> replay(change, change.origin().timestamp()));
  }

  private void replay(ChangeRecord change, long time) {
    written = change.op() == ChangeOp.UPSERT;
    if (!written) {
      everRemoved = true;
      deletes = change.op() == ChangeOp.DELETE;
      deletedAt = time;
      full = false;
      cells.replaceAll((field, cell) -> new Cell(cell.value, cell.since, true));
      return;
    }
    Map<String, Object> row = Shown.carried(change.row());
    full |= row.size() == change.row().schema().size();
    fullAt = row.size() == change.row().schema().size() ? time : fullAt;
    writtenAt = time;
    for (String field : row.keySet()) {
      Cell cell = cells.get(field);
      boolean same = cell != null && !cell.gone && Objects.equals(cell.value, row.get(field));
      cells.put(field, same ? cell : new Cell(row.get(field), time, false));
    }
  }

  /** What it says, and with {@code gone} what it said before it removed the row as well. */
  Map<String, Claim> claims(boolean gone, boolean byField) {
    Map<String, Claim> claims = new TreeMap<>();
    cells.forEach(
        (field, cell) ->
            claims.put(field, new Claim(source, cell.value, byField ? cell.since : writtenAt)));
    claims.keySet().removeIf(field -> cells.get(field).gone && !gone);
    return claims;
  }
}

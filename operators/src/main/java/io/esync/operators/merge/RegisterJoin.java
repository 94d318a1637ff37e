package io.esync.operators.merge;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.ValueCodec;
import io.esync.operators.model.Values;
import java.util.Arrays;

/** Joins the fields of one change into the registers of its source. */
final class RegisterJoin {
  private final RowSchema schema;
  private final Object[] values;
  private final Stamp[] stamps;
  private boolean changed;

  RegisterJoin(Row row, Stamp[] fieldStamps, Row change, Stamp stamp) {
    this.schema =
        row.schema().equals(change.schema())
            ? row.schema()
            : SchemaUnion.of(row.schema(), change.schema(), stampedNewer(fieldStamps, stamp));
    this.values = spread(row);
    this.stamps = spread(row.schema(), fieldStamps);
    this.changed = !schema.equals(row.schema());
    for (int i = 0; i < change.schema().size(); i++) {
      if (!change.isAbsent(i)) {
        int at =
            schema.equals(change.schema()) ? i : schema.indexOf(change.schema().field(i).name());
        join(at, change.schema().field(i).type(), change.get(i), stamp);
      }
    }
  }

  private static boolean stampedNewer(Stamp[] fieldStamps, Stamp stamp) {
    return Arrays.stream(fieldStamps).allMatch(stamp::isNewerThan);
  }

  private void join(int at, DataType type, Object value, Stamp stamp) {
    if (!schema.field(at).type().equals(type)) {
      // Said before the field got the type that it has now.
      return;
    }
    Stamp present = stamps[at];
    if (present == null) {
      set(at, value, stamp);
      return;
    }
    int order = stamp.version().compareTo(present.version());
    boolean same = Values.equal(value, values[at]);
    if (order > 0 && same) {
      // Confirmed, not changed: it is known since the earlier time, but up to this version.
      stamps[at] = new Stamp(stamp.version(), present.timestamp());
      changed = true;
    } else if (order > 0 || (order == 0 && !same && outweighs(type, value, values[at]))) {
      set(at, value, stamp);
    }
  }

  private static boolean outweighs(DataType type, Object left, Object right) {
    return Arrays.compareUnsigned(ValueCodec.bytes(type, left), ValueCodec.bytes(type, right)) > 0;
  }

  private void set(int at, Object value, Stamp stamp) {
    values[at] = value;
    stamps[at] = stamp;
    changed = true;
  }

  private Object[] spread(Row row) {
    if (schema.equals(row.schema())) {
      return row.toArray();
    }
    Object[] spread = new Object[schema.size()];
    for (int i = 0; i < spread.length; i++) {
      int at = row.schema().indexOf(schema.field(i).name());
      boolean fits = at >= 0 && row.schema().field(at).type().equals(schema.field(i).type());
      spread[i] = fits ? row.get(at) : Row.ABSENT;
    }
    return spread;
  }

  private Stamp[] spread(RowSchema from, Stamp[] fieldStamps) {
    if (schema.equals(from)) {
      return fieldStamps.clone();
    }
    Stamp[] spread = new Stamp[schema.size()];
    for (int i = 0; i < spread.length; i++) {
      int at = from.indexOf(schema.field(i).name());
      spread[i] = at >= 0 && values[i] != Row.ABSENT ? fieldStamps[at] : null;
    }
    return spread;
  }

  /** Whether anything differs from before. */
  boolean changed() {
    return changed;
  }

  Row row() {
    return Row.of(schema, values);
  }

  Stamp[] stamps() {
    return stamps;
  }
}

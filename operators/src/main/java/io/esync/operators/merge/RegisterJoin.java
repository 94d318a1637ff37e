package io.esync.operators.merge;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.ValueCodec;
import io.esync.operators.model.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Joins the registers of one state of a source into those of another. */
final class RegisterJoin {
  private final BitSet altered;
  private final Stamp deleted;
  private final Object[] values;
  private final Stamp[] stamps;
  private RowSchema schema;
  private DataType[] types;
  private Stamp confirmed;
  private boolean changed;

  /**
   * @param altered fields of {@code other} whose time holds whatever the value was before; null for
   *     none
   */
  RegisterJoin(SourceState present, SourceState other, BitSet altered) {
    this.altered = altered;
    this.deleted = present.deleted();
    Row row = other.row();
    schema = SchemaUnion.append(present.row().schema(), row.schema());
    values = new Object[schema.size()];
    stamps = new Stamp[schema.size()];
    for (int i = 0; i < values.length; i++) {
      boolean known = i < present.row().schema().size();
      values[i] = known ? present.row().get(i) : Row.ABSENT;
      stamps[i] = known ? present.fieldStamp(i) : null;
    }
    boolean sameOrder = schema.equals(row.schema());
    for (int i = 0; i < row.schema().size(); i++) {
      if (!row.isAbsent(i)) {
        Field field = row.schema().field(i);
        join(sameOrder ? i : schema.indexOf(field.name()), i, field.type(), other);
      }
    }
    if (types != null) {
      schema = retyped();
    }
  }

  private void join(int at, int from, DataType type, SourceState other) {
    Object value = other.row().get(from);
    Stamp stamp = other.fieldStamp(from);
    Stamp present = stamps[at];
    if (present == null) {
      set(at, type, value, stamp);
      return;
    }
    boolean holds = altered != null && altered.get(from);
    boolean same = typeAt(at).equals(type) && Values.equal(value, values[at]);
    int order = stamp.version().compareTo(present.version());
    if (order == 0 && same) {
      order = holds ? Long.compare(stamp.timestamp(), present.timestamp()) : 0;
    } else if (order == 0) {
      order = weigh(type, value, typeAt(at), values[at]);
    } else if (order > 0 && same && !holds && !deletedBetween(present, stamp)) {
      confirm(at, stamp);
      return;
    }
    if (order > 0) {
      set(at, type, value, stamp);
    }
  }

  /** Whether the row was deleted after it had the one and before it got the other. */
  private boolean deletedBetween(Stamp earlier, Stamp later) {
    return !earlier.isNewerThan(deleted) && later.isNewerThan(deleted);
  }

  /** Said again, not changed: it is known since the earlier time, but up to this version. */
  private void confirm(int at, Stamp stamp) {
    long since = stamps[at].timestamp();
    if (confirmed == null
        || confirmed.timestamp() != since
        || !confirmed.version().equals(stamp.version())) {
      confirmed = new Stamp(stamp.version(), since);
    }
    stamps[at] = confirmed;
    changed = true;
  }

  private void set(int at, DataType type, Object value, Stamp stamp) {
    if (!typeAt(at).equals(type)) {
      types = types == null ? new DataType[values.length] : types;
      types[at] = type;
    }
    values[at] = value;
    stamps[at] = stamp;
    changed = true;
  }

  private DataType typeAt(int at) {
    return types == null || types[at] == null ? schema.field(at).type() : types[at];
  }

  private static int weigh(DataType type, Object value, DataType otherType, Object other) {
    return type.equals(otherType)
        ? Arrays.compareUnsigned(ValueCodec.bytes(type, value), ValueCodec.bytes(type, other))
        : type.toString().compareTo(otherType.toString());
  }

  private RowSchema retyped() {
    List<Field> fields = new ArrayList<>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      fields.add(new Field(schema.field(i).name(), typeAt(i)));
    }
    return RowSchema.of(fields, schema.key());
  }

  /** Whether anything differs from before. */
  boolean changed() {
    return changed;
  }

  Row row() {
    return Row.of(schema, values);
  }

  /** The fields' stamps, or null where all are {@code row}. */
  Stamp[] stamps(Stamp row) {
    for (Stamp stamp : stamps) {
      if (stamp != null && !stamp.equals(row)) {
        return stamps;
      }
    }
    return null;
  }
}

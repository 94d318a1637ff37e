package io.esync.operators.decode;

import io.esync.operators.decode.RowFilter.Verdict;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Makes changes of one entity out of the changes of one source. Not for several threads. */
public final class EntityDecoder {
  private final EntityMapping mapping;
  private final Pattern stream;
  private final PerSchema<RowMapper> mappers;
  private final PerSchema<KeyMapper> keyMappers;
  private final PerSchema<RowFilter> filters;

  public EntityDecoder(EntityMapping mapping) {
    this.mapping = mapping;
    this.stream = mapping.stream() == null ? null : Pattern.compile(mapping.stream());
    this.mappers = new PerSchema<>(schema -> RowMapper.compile(mapping, schema));
    this.keyMappers = new PerSchema<>(schema -> KeyMapper.compile(mapping, schema));
    this.filters = new PerSchema<>(schema -> RowFilter.compile(mapping.where(), schema));
  }

  public String entity() {
    return mapping.entity();
  }

  /** Whether this entity is fed by stream {@code name}: by its exact name, or as an expression. */
  public boolean accepts(String name) {
    return stream == null || name.equals(mapping.stream()) || stream.matcher(name).matches();
  }

  /**
   * The changes of the entity that {@code change} means: one; two where the source tells that the
   * row had another key before; none where the row is no part of the entity and never was.
   *
   * <p>A row that is no part of the entity after its change is withdrawn, also where nobody tells
   * whether it was part of it before. Only where a table is read for the first time there can be
   * nothing to withdraw.
   *
   * @param violations takes what is not as declared in a record that goes on
   * @throws DecodeException if the record does not fit the mapping
   */
  public List<ChangeRecord> decode(SourceChange change, Consumer<Violation> violations)
      throws DecodeException {
    return decode(change, violations, isFirstReading(change.origin()));
  }

  /** What {@link #decode} gives, of a row that is not read for the first time. */
  public List<ChangeRecord> decodeAgain(SourceChange change, Consumer<Violation> violations)
      throws DecodeException {
    return decode(change, violations, false);
  }

  private List<ChangeRecord> decode(
      SourceChange change, Consumer<Violation> violations, boolean first) throws DecodeException {
    Verdict before = before(change);
    if (change.op() == ChangeOp.DELETE) {
      return before == Verdict.OUT ? List.of() : List.of(delete(change));
    }
    Row after = mapping.where() == null ? change.after() : whole(change);
    return switch (after(after, change.origin())) {
      case IN -> upsert(change, after, before, violations);
      case OUT -> before == Verdict.OUT || first ? List.of() : List.of(withdraw(change, after));
      case UNKNOWN ->
          throw new DecodeException(
              ErrorCode.FILTER_UNDECIDED,
              "the record does not carry a field that where reads; let the source tell whole rows");
    };
  }

  /** Whether the row was part of the entity, as far as its image before the change tells. */
  private Verdict before(SourceChange change) {
    if (mapping.where() == null) {
      return Verdict.IN;
    }
    if (change.before() == null) {
      return Verdict.UNKNOWN;
    }
    try {
      return filters.of(change.before().schema()).judge(change.before(), change.origin());
    } catch (DecodeException e) {
      // An image of the key alone, or of a row that nothing could be made of.
      return Verdict.UNKNOWN;
    }
  }

  private Verdict after(Row row, Origin origin) throws DecodeException {
    return mapping.where() == null ? Verdict.IN : filters.of(row.schema()).judge(row, origin);
  }

  private static boolean isFirstReading(Origin origin) {
    return origin.snapshot() && origin.version().generation() == 0;
  }

  /** The row after the change, with what the source did not send again because it is as before. */
  private static Row whole(SourceChange change) {
    Row after = change.after();
    if (change.before() == null) {
      return after;
    }
    Object[] values = null;
    for (int i = 0; i < after.schema().size(); i++) {
      if (after.isAbsent(i)) {
        values = values == null ? after.toArray() : values;
        values[i] = same(change.before(), after.schema().field(i));
      }
    }
    return values == null ? after : Row.of(after.schema(), values);
  }

  private static Object same(Row before, Field field) {
    int at = before.schema().indexOf(field.name());
    return at >= 0 && before.schema().field(at).equals(field) ? before.get(at) : Row.ABSENT;
  }

  private ChangeRecord delete(SourceChange change) throws DecodeException {
    KeyMapper mapper = keyMappers.of(change.before().schema());
    Origin origin = mapping.futureSkew().judge(change.origin());
    return removal(
        ChangeOp.DELETE, mapper, mapper.values(change.before(), change.origin()), origin);
  }

  private ChangeRecord withdraw(SourceChange change, Row after) throws DecodeException {
    Origin origin = mapping.futureSkew().judge(change.origin());
    ChangeRecord old = ofOldKey(ChangeOp.WITHDRAW, change, origin);
    if (old != null) {
      return old;
    }
    KeyMapper mapper = keyMappers.of(after.schema());
    return removal(ChangeOp.WITHDRAW, mapper, mapper.values(after, change.origin()), origin);
  }

  private ChangeRecord removal(ChangeOp op, KeyMapper mapper, Object[] values, Origin origin)
      throws DecodeException {
    EntityKey key = key(mapper.schema(), values);
    return new ChangeRecord(key, op, Row.of(mapper.schema(), values), origin);
  }

  private List<ChangeRecord> upsert(
      SourceChange change, Row after, Verdict before, Consumer<Violation> violations)
      throws DecodeException {
    RowMapper mapper = mappers.of(after.schema());
    Row row = mapper.map(after, change.origin(), telling(violations));
    EntityKey key = key(row.schema(), row.keyValues());
    long timestamp = mapper.timestamp(after, change.origin());
    Origin claimed =
        timestamp == change.origin().timestamp()
            ? change.origin()
            : change.origin().withTimestamp(timestamp);
    Origin origin = mapping.futureSkew().judge(claimed);
    ChangeRecord upsert = new ChangeRecord(key, ChangeOp.UPSERT, row, origin);
    if (change.before() == null || before == Verdict.OUT) {
      return List.of(upsert);
    }
    ChangeRecord moved = ofOldKey(ChangeOp.DELETE, change, origin);
    return moved == null || moved.key().equals(key) ? List.of(upsert) : List.of(moved, upsert);
  }

  private BiConsumer<ErrorCode, String> telling(Consumer<Violation> violations) {
    return (code, message) -> violations.accept(new Violation(mapping.entity(), code, message));
  }

  /**
   * The removal of the key that the row had before; null where the source does not tell all of it,
   * and where it was none, so that nothing was ever written under it.
   */
  private ChangeRecord ofOldKey(ChangeOp op, SourceChange change, Origin origin) {
    if (change.before() == null) {
      return null;
    }
    try {
      KeyMapper mapper = keyMappers.of(change.before().schema());
      return removal(op, mapper, mapper.values(change.before(), change.origin()), origin);
    } catch (DecodeException e) {
      return null;
    }
  }

  private EntityKey key(RowSchema schema, Object[] values) throws DecodeException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null || values[i] == Row.ABSENT) {
        throw new DecodeException(
            ErrorCode.KEY_MISSING,
            "key field '"
                + schema.key().get(i)
                + "' is "
                + (values[i] == null ? "NULL" : "not in the record"));
      }
    }
    try {
      return EntityKey.of(mapping.entity(), values);
    } catch (IllegalArgumentException e) {
      throw new DecodeException(ErrorCode.KEY_MISSING, e.getMessage());
    }
  }
}

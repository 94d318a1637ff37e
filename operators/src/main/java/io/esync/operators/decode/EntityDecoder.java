package io.esync.operators.decode;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes changes of one entity out of the changes of one source. Not for several threads. */
public final class EntityDecoder {
  private final EntityMapping mapping;
  private final Pattern stream;
  private final Map<RowSchema, RowMapper> mappers = new HashMap<>();

  public EntityDecoder(EntityMapping mapping) {
    this.mapping = mapping;
    this.stream = mapping.stream() == null ? null : Pattern.compile(mapping.stream());
  }

  public String entity() {
    return mapping.entity();
  }

  /** Whether this entity is fed by stream {@code name}: by its exact name, or as an expression. */
  public boolean accepts(String name) {
    return stream == null || name.equals(mapping.stream()) || stream.matcher(name).matches();
  }

  /**
   * The changes of the entity that {@code change} means: one, or two where the source tells that
   * the row had another key before.
   *
   * @throws DecodeException if the record does not fit the mapping
   */
  public List<ChangeRecord> decode(SourceChange change) throws DecodeException {
    return change.op() == ChangeOp.DELETE ? List.of(delete(change)) : upsert(change);
  }

  private ChangeRecord delete(SourceChange change) throws DecodeException {
    RowMapper mapper = mapper(change.before().schema());
    return delete(mapper, mapper.keyValues(change.before()), change.origin());
  }

  private ChangeRecord delete(RowMapper mapper, Object[] key, Origin origin)
      throws DecodeException {
    return new ChangeRecord(
        key(mapper, key), ChangeOp.DELETE, Row.of(mapper.schema().keySchema(), key), origin);
  }

  private List<ChangeRecord> upsert(SourceChange change) throws DecodeException {
    RowMapper mapper = mapper(change.after().schema());
    Row row = mapper.map(change.after());
    Object[] key = row.keyValues();
    long timestamp = mapper.timestamp(change.after(), change.origin().timestamp());
    Origin origin =
        timestamp == change.origin().timestamp()
            ? change.origin()
            : change.origin().withTimestamp(timestamp);
    ChangeRecord upsert = new ChangeRecord(key(mapper, key), ChangeOp.UPSERT, row, origin);
    Object[] oldKey = change.before() == null ? null : oldKey(change.before());
    return oldKey == null || same(oldKey, key)
        ? List.of(upsert)
        : List.of(delete(mapper, oldKey, change.origin()), upsert);
  }

  /** The key before the change, or null where the source does not tell all of it. */
  private Object[] oldKey(Row before) throws DecodeException {
    Object[] key = mapper(before.schema()).keyValues(before);
    for (Object value : key) {
      if (value == null || value == Row.ABSENT) {
        return null;
      }
    }
    return key;
  }

  private static boolean same(Object[] left, Object[] right) {
    for (int i = 0; i < left.length; i++) {
      if (!Values.equal(left[i], right[i])) {
        return false;
      }
    }
    return true;
  }

  private EntityKey key(RowMapper mapper, Object[] values) throws DecodeException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null || values[i] == Row.ABSENT) {
        throw new DecodeException(
            ErrorCode.KEY_MISSING,
            "key field '"
                + mapper.schema().key().get(i)
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

  private RowMapper mapper(RowSchema schema) throws DecodeException {
    RowMapper mapper = mappers.get(schema);
    if (mapper == null) {
      mapper = RowMapper.compile(mapping, schema);
      mappers.put(schema, mapper);
    }
    return mapper;
  }
}

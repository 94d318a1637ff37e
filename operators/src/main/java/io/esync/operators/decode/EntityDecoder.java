package io.esync.operators.decode;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes changes of one entity out of the changes of one source. Not for several threads. */
public final class EntityDecoder {
  private final EntityMapping mapping;
  private final Pattern stream;
  private final Map<RowSchema, RowMapper> mappers = new HashMap<>();
  private final Map<RowSchema, KeyMapper> keyMappers = new HashMap<>();

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
    KeyMapper mapper = keyMapper(change.before().schema());
    Object[] values = mapper.values(change.before());
    Origin origin = mapping.futureSkew().judge(change.origin());
    return delete(key(mapper.schema(), values), mapper, values, origin);
  }

  private static ChangeRecord delete(
      EntityKey key, KeyMapper mapper, Object[] values, Origin origin) {
    return new ChangeRecord(key, ChangeOp.DELETE, Row.of(mapper.schema(), values), origin);
  }

  private List<ChangeRecord> upsert(SourceChange change) throws DecodeException {
    RowMapper mapper = mapper(change.after().schema());
    Row row = mapper.map(change.after());
    EntityKey key = key(row.schema(), row.keyValues());
    long timestamp = mapper.timestamp(change.after(), change.origin().timestamp());
    Origin claimed =
        timestamp == change.origin().timestamp()
            ? change.origin()
            : change.origin().withTimestamp(timestamp);
    Origin origin = mapping.futureSkew().judge(claimed);
    ChangeRecord upsert = new ChangeRecord(key, ChangeOp.UPSERT, row, origin);
    ChangeRecord moved = change.before() == null ? null : deleteOfOldKey(change, key, origin);
    return moved == null ? List.of(upsert) : List.of(moved, upsert);
  }

  /**
   * The delete of the key that the row had before; null where it had the same one, where the source
   * does not tell all of it, and where it was none, so that nothing was ever written under it.
   */
  private ChangeRecord deleteOfOldKey(SourceChange change, EntityKey key, Origin origin) {
    try {
      KeyMapper mapper = keyMapper(change.before().schema());
      Object[] values = mapper.values(change.before());
      EntityKey oldKey = key(mapper.schema(), values);
      return oldKey.equals(key) ? null : delete(oldKey, mapper, values, origin);
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

  private RowMapper mapper(RowSchema schema) throws DecodeException {
    RowMapper mapper = mappers.get(schema);
    if (mapper == null) {
      mapper = RowMapper.compile(mapping, schema);
      mappers.put(schema, mapper);
    }
    return mapper;
  }

  private KeyMapper keyMapper(RowSchema schema) throws DecodeException {
    KeyMapper mapper = keyMappers.get(schema);
    if (mapper == null) {
      mapper = KeyMapper.compile(mapping, schema);
      keyMappers.put(schema, mapper);
    }
    return mapper;
  }
}

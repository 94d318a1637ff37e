package io.esync.operators.decode;

import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.io.Serializable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How one entity is made out of the records of one stream.
 *
 * @param entity name of the entity
 * @param stream name or regular expression of the streams that feed it; null for every stream
 * @param key the entity's key fields; empty to take the stream's own primary key
 * @param fields the contract: the declared fields of the entity; empty where rows tell
 * @param map by entity field what it is made of; empty to take all fields under their own names
 * @param where an SQL condition; rows of which it is not true are no part of the entity. Null for
 *     all rows
 * @param timestamp what tells when the row changed; null for the commit time
 * @param evolution what happens to fields beyond the declared ones
 * @param futureSkew what happens to changes that claim a time too far ahead
 */
public record EntityMapping(
    String entity,
    String stream,
    List<String> key,
    List<FieldContract> fields,
    Map<String, SourceTerm> map,
    String where,
    SourceTerm timestamp,
    SchemaEvolution evolution,
    FutureSkew futureSkew)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public EntityMapping {
    Objects.requireNonNull(entity, "entity");
    Objects.requireNonNull(evolution, "evolution");
    Objects.requireNonNull(futureSkew, "futureSkew");
    key = List.copyOf(key);
    fields = List.copyOf(fields);
    map = new LinkedHashMap<>(map);
  }

  /** What entity field {@code name} is made of, or null where there is nothing. */
  SourceTerm sourceOf(String name) {
    return map.isEmpty() ? new SourceTerm.Column(name) : map.get(name);
  }

  /** The entity's key fields where the rows are of {@code source}; empty where nobody tells. */
  List<String> keyOf(RowSchema source) {
    return key.isEmpty() ? source.key().stream().map(this::fieldOf).toList() : key;
  }

  private String fieldOf(String sourceField) {
    return map.entrySet().stream()
        .filter(entry -> entry.getValue().equals(new SourceTerm.Column(sourceField)))
        .map(Map.Entry::getKey)
        .min(Comparator.naturalOrder())
        .orElse(sourceField);
  }

  /** What entity field {@code name} is declared to be, or null where it is not. */
  FieldContract contract(String name) {
    for (FieldContract field : fields) {
      if (field.field().name().equals(name)) {
        return field;
      }
    }
    return null;
  }
}

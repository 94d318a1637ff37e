package io.esync.operators.decode;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How one entity is made out of the records of one stream.
 *
 * @param entity name of the entity
 * @param stream name or regular expression of the streams that feed it; null for every stream
 * @param key the entity's key fields; empty to take the stream's own primary key
 * @param fields the declared fields of the entity; empty where rows tell
 * @param required fields that are never NULL
 * @param renames source field by entity field; empty to take all fields under their own names
 * @param timestamp the source field that tells when the row changed; null for the commit time
 * @param undeclared what happens to fields beyond the declared ones
 * @param futureSkew what happens to changes that claim a time too far ahead
 */
public record EntityMapping(
    String entity,
    String stream,
    List<String> key,
    List<Field> fields,
    List<String> required,
    Map<String, String> renames,
    String timestamp,
    Undeclared undeclared,
    FutureSkew futureSkew)
    implements Serializable {
  public EntityMapping {
    Objects.requireNonNull(entity, "entity");
    Objects.requireNonNull(undeclared, "undeclared");
    Objects.requireNonNull(futureSkew, "futureSkew");
    key = List.copyOf(key);
    fields = List.copyOf(fields);
    required = List.copyOf(required);
  }

  /** The source field that entity field {@code name} comes from, or null where there is none. */
  String sourceOf(String name) {
    return renames.isEmpty() ? name : renames.get(name);
  }

  /** The entity's key fields where the rows are of {@code source}; empty where nobody tells. */
  List<String> keyOf(RowSchema source) {
    return key.isEmpty() ? source.key().stream().map(this::fieldOf).toList() : key;
  }

  private String fieldOf(String sourceField) {
    return renames.entrySet().stream()
        .filter(rename -> rename.getValue().equals(sourceField))
        .map(Map.Entry::getKey)
        .min(Comparator.naturalOrder())
        .orElse(sourceField);
  }

  /** The declared type of entity field {@code name}, or {@code otherwise}. */
  DataType typeOf(String name, DataType otherwise) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field.type();
      }
    }
    return otherwise;
  }

  /** What happens to a source field that the declared fields do not name. */
  public enum Undeclared {
    KEEP,
    DROP,
    REJECT
  }
}

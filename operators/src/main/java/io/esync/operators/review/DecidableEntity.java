package io.esync.operators.review;

import io.esync.operators.model.Field;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * An entity that people may decide about: its merge keeps what each source says.
 *
 * @param key names of the key fields
 * @param fields the declared fields; empty where none are declared, and nothing can be decided
 * @param sources ids of the sources that speak of it
 * @param pending what targets are given while a review is open, as the pipeline file says it; empty
 *     where no review ever opens
 */
public record DecidableEntity(
    String name, List<String> key, List<Field> fields, List<String> sources, String pending)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public DecidableEntity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(pending, "pending");
    key = List.copyOf(key);
    fields = List.copyOf(fields);
    sources = List.copyOf(sources);
  }

  /** The declared field of that name, or null. */
  public Field field(String fieldName) {
    for (Field field : fields) {
      if (field.name().equals(fieldName)) {
        return field;
      }
    }
    return null;
  }

  /** The names of the fields that can be decided about: those that do not make the key. */
  public List<String> decidableFields() {
    return fields.stream().map(Field::name).filter(field -> !key.contains(field)).toList();
  }
}

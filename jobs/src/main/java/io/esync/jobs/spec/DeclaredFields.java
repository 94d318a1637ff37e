package io.esync.jobs.spec;

import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Place;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.model.DataType;
import io.esync.operators.model.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that an entity declares.
 *
 * @param types by field, in the order of the file; empty where the file's text is no type
 * @param key names of the fields that identify one
 */
record DeclaredFields(Map<String, Optional<DataType>> types, List<String> key) {
  static DeclaredFields of(MapNode entity) {
    Map<String, Optional<DataType>> types = new LinkedHashMap<>();
    entity
        .map("fields")
        .ifPresent(fields -> fields.entries().keySet().forEach(f -> types.put(f, type(fields, f))));
    return new DeclaredFields(types, entity.scalars("key").stream().map(ScalarNode::text).toList());
  }

  private static Optional<DataType> type(MapNode fields, String field) {
    try {
      return fields
          .map(field)
          .flatMap(declaration -> declaration.scalar("type"))
          .map(type -> DataType.parse(type.text()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // reported when the type is bound
    }
  }

  boolean isEmpty() {
    return types.isEmpty();
  }

  /** The type of {@code field}; empty where nobody knows it. */
  Optional<DataType> type(String field) {
    return types.getOrDefault(field, Optional.empty());
  }

  /** Whether {@code field} is one that rivals may differ about; reports it if it is not. */
  boolean isMerged(String field, Place place, String path, Problems problems) {
    if (!types.containsKey(field)) {
      problems.add(
          place,
          path,
          "field '" + field + "' is not among the declared fields",
          NearestName.hint(field, types.keySet()));
    } else if (key.contains(field)) {
      problems.add(
          place,
          path,
          "'" + field + "' is part of the key, which is the same in all",
          "take another field");
    }
    return types.containsKey(field) && !key.contains(field);
  }
}

package io.esync.connectors.iceberg;

import io.esync.operators.model.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * What a created table looks like: the key is its identifier and required, the rest may be NULL.
 */
record TableDefinition(Schema schema, PartitionSpec spec, Map<String, String> properties) {
  // Position and equality deletes as files of their own.
  private static final String FORMAT_VERSION = "2";

  /**
   * The table for {@code fields}.
   *
   * @param key the names of those that identify a row; empty for none
   * @throws IllegalArgumentException that says what to change, if Iceberg has no such table
   */
  static TableDefinition of(TableRoute route, List<Field> fields, List<String> key) {
    AtomicInteger ids = new AtomicInteger();
    List<Types.NestedField> columns = new ArrayList<>();
    Set<Integer> identifier = new HashSet<>();
    for (Field field : route.columns(fields)) {
      int id = ids.incrementAndGet();
      boolean ofKey = route.upserts() && key.contains(field.name());
      Type type = ColumnTypes.columnType(field.type(), ids);
      columns.add(
          ofKey
              ? Types.NestedField.required(id, field.name(), type)
              : Types.NestedField.optional(id, field.name(), type));
      if (ofKey) {
        identifier.add(id);
      }
    }
    Schema schema = new Schema(columns, identifier);
    PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
    try {
      route.partitionBy().forEach(term -> PartitionTerm.parse(term).addTo(spec));
      Map<String, String> properties = new HashMap<>(route.properties());
      properties.putIfAbsent(TableProperties.FORMAT_VERSION, FORMAT_VERSION);
      return new TableDefinition(schema, spec.build(), properties);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("partition_by: " + e.getMessage(), e);
    }
  }
}

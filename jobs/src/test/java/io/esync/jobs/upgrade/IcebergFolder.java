package io.esync.jobs.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;

/** Reads the Iceberg tables of a warehouse on disk as any engine would. */
final class IcebergFolder {
  private IcebergFolder() {}

  /** The present rows by id; nothing where there is no such table yet, or it lacks a column. */
  static Map<Long, List<String>> rows(
      Path warehouse, String namespace, String name, String... columns) throws IOException {
    Map<Long, List<String>> rows = new HashMap<>();
    if (!columns(warehouse, namespace, name).containsAll(List.of(columns))) {
      return rows;
    }
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(table(warehouse, namespace, name)).select(columns).build()) {
      for (Record record : records) {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
          Object value = record.getField(column);
          values.add(value == null ? null : value.toString());
        }
        rows.put((Long) record.getField("id"), values);
      }
    }
    return rows;
  }

  /** The names of the table's columns. */
  static List<String> columns(Path warehouse, String namespace, String name) {
    if (!Files.exists(warehouse.resolve(namespace).resolve(name).resolve("metadata"))) {
      return List.of();
    }
    return table(warehouse, namespace, name).schema().columns().stream()
        .map(NestedField::name)
        .toList();
  }

  private static Table table(Path warehouse, String namespace, String name) {
    return new HadoopTables(new Configuration(false))
        .load(warehouse.resolve(namespace).resolve(name).toString());
  }
}

package io.esync.connectors.jdbc;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An existing table.
 *
 * @param columns by name, in the table's order
 * @param keys the columns of each primary key or unique constraint over plain columns
 */
record TableShape(Map<String, Column> columns, List<Set<String>> keys) {
  static TableShape of(Collection<Column> columns, Collection<Set<String>> keys) {
    Map<String, Column> byName = new LinkedHashMap<>();
    for (Column column : columns) {
      byName.put(column.name(), column);
    }
    return new TableShape(byName, List.copyOf(keys));
  }

  /** The same for a database in which upper and lower case make no other column. */
  static TableShape ofAnyCase(Collection<Column> columns, Collection<Set<String>> keys) {
    Map<String, Column> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Column column : columns) {
      byName.put(column.name(), column);
    }
    return new TableShape(byName, List.copyOf(keys));
  }

  /** The column of that name, or null. */
  Column column(String name) {
    return columns.get(name);
  }

  /** Whether rows are unique by exactly these columns. */
  boolean uniqueBy(Collection<String> key) {
    Set<String> names = new HashSet<>();
    for (String field : key) {
      Column column = column(field);
      names.add(column == null ? field : column.name());
    }
    return keys.contains(names);
  }
}

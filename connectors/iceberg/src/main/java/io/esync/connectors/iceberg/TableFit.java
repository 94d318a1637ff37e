package io.esync.connectors.iceberg;

import io.esync.connectors.spi.CheckFailure;
import io.esync.operators.model.Field;
import io.esync.operators.model.SchemaEvolution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** Compares a table with what is to be written into it, and finds all that does not fit. */
final class TableFit {
  private static final int FORMAT_VERSION = 2;

  private final TableRoute route;
  private final Schema schema;
  private final PartitionSpec spec;
  private final List<CheckFailure> failures = new ArrayList<>();

  private TableFit(TableRoute route, Schema schema, PartitionSpec spec) {
    this.route = route;
    this.schema = schema;
    this.spec = spec;
  }

  /**
   * All that keeps rows out of the table; empty if it fits.
   *
   * @param fields of the rows; empty where they are not known yet
   * @param key names of the fields that identify a row; empty where they are not known yet
   */
  static List<CheckFailure> problems(
      TableRoute route, Table table, List<Field> fields, List<String> key) {
    TableFit fit = new TableFit(route, table.schema(), table.spec());
    fit.checkFormat(((HasTableOperations) table).operations().current().formatVersion());
    route.columns(fields).forEach(field -> fit.checkColumn(field, key));
    if (route.upserts() && !key.isEmpty()) {
      fit.checkKey(key);
    }
    if (!fields.isEmpty()) {
      fit.checkDemanded(fields);
    }
    return fit.failures;
  }

  /** What the key and the partitions alone say against a table that is to be created. */
  static List<CheckFailure> keyProblems(
      TableRoute route, Schema schema, PartitionSpec spec, List<String> key) {
    TableFit fit = new TableFit(route, schema, spec);
    if (route.upserts() && !key.isEmpty()) {
      fit.checkKey(key);
    }
    return fit.failures;
  }

  private void checkFormat(int version) {
    if (route.upserts() && version != FORMAT_VERSION) {
      fail(
          "its format version is " + version + ", and equality deletes are written in version 2",
          version < FORMAT_VERSION
              ? "set its property 'format-version' to 2"
              : "name another table, or set mode: append");
    }
  }

  private void checkColumn(Field field, List<String> key) {
    NestedField column = schema.findField(field.name());
    if (column == null) {
      boolean ofKey = key.contains(field.name());
      if (ofKey || (!route.fields().isEmpty() && route.evolution() == SchemaEvolution.FAIL)) {
        fail(
            "it has no column '%s'%s"
                .formatted(field.name(), ofKey ? ", which is part of the key" : ""),
            "add the column, or leave the field out of the entity");
      }
    } else if (!ColumnTypes.holds(column.type(), field.type())
        && (route.evolution() != SchemaEvolution.EVOLVE
            || ColumnTypes.widened(column.type(), field.type()).isEmpty())) {
      fail(
          "column '%s' is %s, but the entity's field is %s"
              .formatted(column.name(), column.type(), field.type()),
          "map the field to a type that fits, or name another table");
    }
  }

  private void checkKey(List<String> key) {
    Set<String> identifier = new TreeSet<>(schema.identifierFieldNames());
    if (!identifier.isEmpty() && !identifier.equals(new TreeSet<>(key))) {
      fail(
          "its identifier fields are %s, but the entity's key is %s"
              .formatted(identifier, new TreeSet<>(key)),
          "declare the same key in the entity, or change the identifier fields");
    }
    for (String name : key) {
      NestedField column = schema.findField(name);
      if (column != null && !isKeyType(column.type())) {
        fail(
            "key column '%s' is %s, which cannot identify a row".formatted(name, column.type()),
            "choose a key of whole numbers, text, dates or uuids");
      }
    }
    for (PartitionField partition : spec.fields()) {
      String source = schema.findColumnName(partition.sourceId());
      if (!partition.transform().isVoid() && !key.contains(source)) {
        fail(
            "it is partitioned by '%s', which is not part of the key: a row that moves to another partition would stay in the first one"
                .formatted(source),
            "partition by key fields, e.g. bucket(16, %s), or set mode: append"
                .formatted(key.get(0)));
      }
    }
  }

  private static boolean isKeyType(Type type) {
    return type.isPrimitiveType()
        && type.typeId() != Type.TypeID.FLOAT
        && type.typeId() != Type.TypeID.DOUBLE;
  }

  private void checkDemanded(List<Field> fields) {
    Set<String> carried =
        route.columns(fields).stream()
            .map(Field::name)
            .collect(Collectors.toCollection(HashSet::new));
    for (NestedField column : schema.columns()) {
      if (column.isRequired() && !carried.contains(column.name())) {
        fail(
            "column '%s' is required, and the entity has no such field".formatted(column.name()),
            "map a field to it, or make the column optional");
      }
    }
  }

  private void fail(String problem, String remedy) {
    failures.add(new CheckFailure("table '" + route.table() + "': " + problem, remedy));
  }
}

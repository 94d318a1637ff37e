package io.esync.connectors.filesystem.write;

import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one entity as files hold them. Their columns are the declared fields, and each other
 * field from the first row on that has it, as far as the contract lets new ones in. So rows of
 * several schemas, and deletes, which have the key alone, go into one file.
 */
final class EntityRows {
  private final String entity;
  private final boolean declared;
  private final SchemaEvolution evolution;
  private final boolean changelog;
  private final List<Field> fields;
  private final Map<RowSchema, Layout> layouts = new HashMap<>();

  /**
   * Where the columns of a file come from.
   *
   * @param sources for each column that is a field its position in the row, or -1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Layout(RowSchema file, int[] sources) {}

  /**
   * @param declared fields; empty where the rows alone tell
   */
  EntityRows(String entity, List<Field> declared, SchemaEvolution evolution, boolean changelog) {
    this.entity = entity;
    this.declared = !declared.isEmpty();
    this.evolution = evolution;
    this.changelog = changelog;
    this.fields = new ArrayList<>(declared);
  }

  /**
   * The row as a file holds it; fields that the change does not carry are absent.
   *
   * @throws TargetException refused, if the row has a field that the contract keeps out
   */
  Row row(ChangeRecord change, long sequence) throws TargetException {
    Row row = change.row();
    Layout layout = layout(row.schema());
    Object[] values = new Object[layout.file().size()];
    int at = 0;
    for (int source : layout.sources()) {
      values[at++] = source < 0 ? Row.ABSENT : row.get(source);
    }
    if (changelog) {
      for (Object value : Changelog.values(change, sequence)) {
        values[at++] = value;
      }
    }
    return Row.of(layout.file(), values);
  }

  private Layout layout(RowSchema schema) throws TargetException {
    Layout known = layouts.get(schema);
    if (known == null) {
      if (learn(schema)) {
        layouts.clear();
      }
      known = layoutOf(schema);
      layouts.put(schema, known);
    }
    return known;
  }

  /** Whether there is a column now that there was not before. */
  private boolean learn(RowSchema schema) throws TargetException {
    boolean learned = false;
    for (Field field : schema.fields()) {
      int index = indexOf(field.name());
      if (index >= 0 && !fields.get(index).equals(field)) {
        fields.set(index, field);
        learned = true;
      } else if (index < 0 && takes(field)) {
        fields.add(field);
        learned = true;
      }
    }
    return learned;
  }

  private boolean takes(Field field) throws TargetException {
    if (!declared || evolution == SchemaEvolution.EVOLVE) {
      return true;
    }
    if (evolution == SchemaEvolution.FAIL) {
      throw new TargetException(
          TargetException.Kind.REFUSED,
          "field '"
              + field.name()
              + "' is not declared, and schema_evolution of entity '"
              + entity
              + "' is fail",
          "",
          null);
    }
    return false;
  }

  private int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Layout layoutOf(RowSchema schema) {
    List<Field> columns = new ArrayList<>();
    int[] sources = new int[fields.size()];
    for (int i = 0; i < sources.length; i++) {
      Field field = fields.get(i);
      sources[i] = schema.indexOf(field.name());
      columns.add(new Field(column(field.name()), field.type()));
    }
    if (changelog) {
      columns.addAll(Changelog.COLUMNS);
    }
    List<String> key = schema.key().stream().filter(name -> indexOf(name) >= 0).toList();
    return new Layout(RowSchema.of(columns, key.stream().map(this::column).toList()), sources);
  }

  private String column(String field) {
    return changelog ? Changelog.column(field) : field;
  }
}
